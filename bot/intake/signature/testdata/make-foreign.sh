#!/bin/sh
# Makes the foreign honest files beside this script: documents written by
# LibreOffice, rewritten by qpdf in other forms, signed by poppler's pdfsig and
# by LibreOffice with certificates in an NSS store. The keys are thrown away;
# the root's certificate stays as foreign-root.pem. Run it again only to make
# all of them anew: the signatures carry the day on which they were made.
#
# Debian: apt-get install poppler-utils libnss3-tools libreoffice-writer-nogui qpdf openssl
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# An authority with a clerk and a director, and its list of the revoked.
cat > ca.cnf <<'CNF'
[ca]
default_ca = main
[main]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 25000
[desk]
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CNF
: > index.txt
echo 01 > crlnumber
openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out foreign-root.pem -days 25000 \
	-subj "/C=VN/CN=Foreign test root" 2>/dev/null
desk() { # name subject
	openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -utf8 -subj "$2" 2>/dev/null
	openssl x509 -req -in "$1.csr" -CA foreign-root.pem -CAkey root.key -CAcreateserial -days 24999 \
		-extfile ca.cnf -extensions desk -out "$1.pem" 2>/dev/null
	openssl pkcs12 -export -in "$1.pem" -inkey "$1.key" -name "$1" -passout pass: -out "$1.p12"
	pk12util -d sql:nss -W "" -K "" -i "$1.p12" >/dev/null
}
mkdir nss
certutil -d sql:nss -N --empty-password
certutil -d sql:nss -A -n root -t "CT,CT,CT" -i foreign-root.pem
desk minh "/C=VN/O=UBND tinh Thua Thien Hue/OU=So Y te/CN=Tran Van Minh"
desk lan "/C=VN/O=UBND tinh Thua Thien Hue/OU=So Y te/CN=Nguyen Thi Lan"
openssl ca -config ca.cnf -gencrl -keyfile root.key -cert foreign-root.pem -out crl.pem 2>/dev/null
openssl crl -in crl.pem -outform DER -out foreign-root.crl

# pdfsig embeds a whole font with every signature: let it find a small one only.
mkdir fonts
cp "$(find /usr/share/fonts -name NotoSansRunic-Regular.ttf)" fonts
cat > fonts.conf <<CONF
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$work/fonts</dir><cachedir>$work/fontcache</cachedir></fontconfig>
CONF

# A document, in the forms in which programs write PDFs.
cat > quyet-dinh.html <<'HTML'
<html><body><p>UBND TINH THUA THIEN HUE<br>SO Y TE</p><h3>QUYET DINH</h3>
<p>Ve viec thanh lap Ban Chi dao chuyen doi so</p></body></html>
HTML
soffice --headless -env:UserInstallation=file://$work/lo --convert-to pdf:writer_web_pdf_Export quyet-dinh.html >/dev/null 2>&1
mv quyet-dinh.pdf plain.pdf
qpdf --object-streams=generate plain.pdf streams.pdf
qpdf --linearize --object-streams=disable plain.pdf linear.pdf
qpdf --linearize --object-streams=generate plain.pdf linear-streams.pdf

sign() { # from to nick more…
	from=$1 to=$2 nick=$3
	shift 3
	FONTCONFIG_FILE=$work/fonts.conf pdfsig -nssdir "$work/nss" -add-signature -nick "$nick" "$@" "$from" "$to" >/dev/null 2>&1 || { echo "pdfsig did not sign $from" >&2; return 1; }
}
for form in plain streams linear linear-streams; do
	sign $form.pdf one.pdf minh
	cp one.pdf "$here/pdfsig-$form-1.pdf"
	sign one.pdf two.pdf lan -reason "So: 123/QD-SYT"
	cp two.pdf "$here/pdfsig-$form-2.pdf"
done
# LibreOffice signs while it writes.
MOZILLA_CERTIFICATE_FOLDER=sql:$work/nss soffice --headless -env:UserInstallation=file://$work/lo \
	--convert-to 'pdf:writer_web_pdf_Export:{"SignPDF":{"type":"boolean","value":"true"},"SignCertificateSubjectName":{"type":"string","value":"CN=Tran Van Minh,OU=So Y te,O=UBND tinh Thua Thien Hue,C=VN"}}' \
	quyet-dinh.html >/dev/null 2>&1
if [ -f quyet-dinh.pdf ] && grep -aq ByteRange quyet-dinh.pdf; then
	cp quyet-dinh.pdf "$here/libreoffice-1.pdf"
	sign quyet-dinh.pdf "$here/libreoffice-pdfsig-2.pdf" lan
else
	echo "LibreOffice did not sign" >&2
fi
cp foreign-root.pem foreign-root.crl "$here"
rm -f "$here"/*.pdf.gz
gzip -9n "$here"/*.pdf # poppler writes long tables of widths
