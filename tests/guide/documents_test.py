#!/usr/bin/env python3
"""Types what README.md and docs/from-zoho.md show into a shell, against the state that ./demo.sh --keep leaves behind.

usage: documents_test.py BUILD_DIRECTORY [DOCUMENT...]
"""

import csv
import datetime
import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from shop import Shop  # noqa: E402
from transcript import run, steps_of  # noqa: E402

DOCUMENTS = ("README.md", "docs/from-zoho.md")
# As in demo.sh.
SHOP = ("--rate-multiplier", "20000", "--faults", "bad-order@searchOrders:3")


MONTH = "2026-10"  # as the documents have it


def last_month():
    return (datetime.datetime.now(datetime.timezone.utc).replace(day=1) - datetime.timedelta(days=3)).strftime("%Y-%m")


def month_after(month):
    return (datetime.date.fromisoformat(month + "-15") + datetime.timedelta(days=30)).strftime("%Y-%m")


def write_sheet(path, columns, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


def write_zoho_exports(shop, month):
    """What a reader would have exported from Zoho: in each file something is other than in sellerd's books."""
    begin, end = (f"{each}-01T00:00:00+05:30" for each in (month, month_after(month)))
    words = {"confirmed": "Confirmed", "fulfilled": "Fulfilled", "cancelled": "Void", "attention": "On Hold"}
    orders = [[order["order_id"], words[order["status"]]] for order in shop.records("orders", "--from", begin, "--to", end)
              if order["status"] in words]
    orders.sort()
    next(order for order in orders if order[1] == "Fulfilled")[1] = "Confirmed"
    write_sheet(shop.directory / "zoho-orders.csv", ["Reference#", "Status"], orders[:-1])
    items = [[item["sku"], item["available"]] for item in shop.records("items")]
    items[0][1] += 3
    write_sheet(shop.directory / "zoho-items.csv", ["SKU", "Available Stock"], items)
    taxes = [[entry["order_id"], sum(float(entry[tax]["amount"]) for tax in ("igst", "cgst", "sgst"))]
             for entry in shop.records("gst", "entries", "--month", month) if entry["section"] != "hsn"]
    lost = next(row[0] for row in taxes if row[1] > 0)
    write_sheet(shop.directory / "zoho-tax.csv", ["Reference#", "Tax Amount"],
                [[order, "0" if order == lost else f"{tax:.2f}"] for order, tax in taxes])


def wait_for_amazons_stock(shop):
    """What Amazon keeps itself is read beside the runs, at a moment of its own."""
    def settled():
        before = shop.records("stock")
        time.sleep(0.5)
        return any(warehouse["fulfils"] for warehouse in shop.records("warehouses")) and before == shop.records("stock")

    shop.wait_for("Amazon's stock", settled)


def check(build, document):
    month = last_month()
    text = (ROOT / document).read_text()
    text = text.replace(month_after(MONTH), "NEXT").replace(MONTH, month).replace("NEXT", month_after(month))
    steps = steps_of(text)
    assert steps, f"{document} has no transcript"
    with Shop(build, SHOP) as shop:
        shop.start_daemon()
        shop.connect()
        shop.ctl("sync", codes=(1,))
        wait_for_amazons_stock(shop)
        write_zoho_exports(shop, month)
        environment = dict(shop.environment, LC_ALL="C.UTF-8",
                           PATH=f"{shop.sellerctl.parent}:{ROOT / 'scripts'}:{shop.environment['PATH']}")
        return [f"{document}, {what}" for what in run(steps, shop.directory, environment)]


def main():
    wrong = [what for document in sys.argv[2:] or DOCUMENTS for what in check(sys.argv[1], document)]
    print("\n".join(wrong) or "the documents are true")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
