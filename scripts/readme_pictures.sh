#!/usr/bin/env bash
# Draws the pictures of README.md anew, of a real run: scripts/readme_pictures.sh [BUILD_DIRECTORY]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages tmux chromium imagemagick
build=${1:-build/release}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

scripts/dashboard_pictures.py "$build" "$place"
scripts/report_pictures.py "$build" "$place"
mkdir -p docs/pictures
cp "$place"/dashboard-{200x50,idle-80x24}.svg docs/pictures/
# The whole report is pages long: its beginning, in as few colours as it has, shows what it is.
for size in 1280x1500 390x1688; do
  width=${size%x*}
  convert "$place/report-$width-light.png" -crop "x${size#*x}+0+0" +repage -strip -colors 64 -define png:compression-level=9 \
    "PNG8:docs/pictures/report-$width.png"
done
ls -l docs/pictures
