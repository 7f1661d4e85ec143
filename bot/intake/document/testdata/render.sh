#!/bin/sh
# Makes the PDFs of the tests from documents.yaml. Needs Go, LibreOffice
# Writer and the fonts that documents.yaml names (Debian: libreoffice-writer-nogui,
# fonts-liberation, fonts-dejavu, fonts-freefont-ttf, fonts-noto-core).
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
go run make.go documents.yaml "$scratch"
mkdir -p rendered
soffice "-env:UserInstallation=file://$scratch/profile" --headless \
	--convert-to pdf:writer_pdf_Export --outdir rendered "$scratch"/*.fodt >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
