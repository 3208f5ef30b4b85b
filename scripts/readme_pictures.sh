#!/usr/bin/env bash
# Draws the pictures of README.md anew, of a real run: scripts/readme_pictures.sh [BUILD_DIRECTORY]. Needs tmux and chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/release}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

scripts/dashboard_pictures.py "$build" "$place"
scripts/report_pictures.py "$build" "$place"
mkdir -p docs/pictures
cp "$place"/dashboard-{200x50,idle-80x24}.svg docs/pictures/
# The whole report is pages long: its beginning shows what it is.
PYTHONPATH=scripts python3 - "$place" docs/pictures <<'PYTHON'
import pathlib, sys
from small_png import small_png
source, target = map(pathlib.Path, sys.argv[1:])
for width, height in ((1280, 1500), (390, 1688)):
    picture = small_png((source / f"report-{width}-light.png").read_bytes(), height)
    assert len(picture) < 150_000, (width, len(picture))
    (target / f"report-{width}.png").write_bytes(picture)
PYTHON
ls -l docs/pictures
