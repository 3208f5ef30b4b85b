#!/usr/bin/env python3
"""Pictures of the report of a made-up shop, by day and by night, wide and narrow, and as it prints. Needs chromium.

usage: report_pictures.py BUILD_DIRECTORY OUTPUT_DIRECTORY [OPTION OF sellerd-sandbox...]
"""

import pathlib
import sys
import tempfile

for directory in ("tests/browser", "tests/support"):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / directory))
from chromium import Browser, find_chromium  # noqa: E402
from shop import Shop  # noqa: E402

WIDTHS = (1280, 390)
SHOP = ("--synthetic-orders", "3000", "--days", "60", "--faults", "bad-order@searchOrders:3")


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    program = find_chromium()
    if program is None:
        print("report_pictures.py: chromium is not installed", file=sys.stderr)
        return 1
    output = pathlib.Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        (directory / "profile").mkdir()
        with Shop(sys.argv[1], ["--rate-multiplier", "20000", *(sys.argv[3:] or SHOP)]) as shop:
            shop.start_daemon()
            shop.connect()
            shop.ctl("sync", codes=(0, 1))  # 1 where a record could not be understood
            shop.sell()
            shop.ctl("sync", codes=(0, 1))
            report = output / "report.html"
            shop.ctl("report", "--output", report.resolve(), "--force")
        with Browser(program, directory / "profile") as browser:
            for scheme in ("light", "dark"):
                for width in WIDTHS:
                    browser.size(width, 844, 2 if width < 600 else 1)
                    browser.media("screen", scheme)
                    browser.open(report.resolve())
                    browser.picture(output / f"report-{width}-{scheme}.png")
            browser.media()
            browser.paper(output / "report.pdf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
