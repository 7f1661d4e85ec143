#!/bin/sh
# Makes the PDFs of the tests from documents.yaml and pages.yaml; with names of
# documents, those only. Needs Go, LibreOffice Writer and the fonts that these
# name (Debian: libreoffice-writer-nogui, fonts-liberation, fonts-dejavu,
# fonts-freefont-ttf, fonts-noto-core, fonts-linuxlibertine).
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
go run make.go pages.go documents.yaml pages.yaml "$scratch"
mkdir -p rendered
if [ $# -eq 0 ]; then
	set -- "$scratch"/*.fodt
else
	for name; do
		shift
		set -- "$@" "$scratch/$name.fodt"
	done
fi
soffice "-env:UserInstallation=file://$scratch/profile" --headless \
	--convert-to pdf:writer_pdf_Export --outdir rendered "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
