#!/usr/bin/env python3
"""The report in a real browser: what it shows is what the socket says, and it asks for nothing.

usage: report_test.py BUILD_DIRECTORY    exits with 77 where there is no Chromium
"""

import pathlib
import subprocess
import sys
import tempfile

from chromium import Browser, find_chromium
from false_daemon import HOSTILE, FalseDaemon

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from shop import Shop  # noqa: E402

SKIPPED = 77
LEAST_CONTRAST = 4.5

# The body rows of a table as lists of texts.
ROWS = """id => [...document.getElementById(id).tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))"""

# Texts that are seen, each with the contrast to what lies behind it where that is less than is asked for.
PALE = """least => {
  const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
  const light = colour => numbers(colour).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const pale = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.textContent.trim() || ["title", "desc"].includes(element.localName)) continue;
    const colour = getComputedStyle(element)[element instanceof SVGElement ? "fill" : "color"];
    const [a, b] = [light(colour), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < least) pale.push([node.textContent.slice(0, 40), contrast]);
  }
  return pale;
}"""

# What a screen reader and a keyboard need and is not there.
LACKS = """() => {
  const lacks = [];
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const now = Number(heading.localName[1]);
    if (now > level + 1) lacks.push("a level of headings above " + heading.textContent);
    level = now;
  }
  if (document.querySelectorAll("h1").length !== 1) lacks.push("one h1");
  for (const image of document.querySelectorAll("svg:not([aria-hidden])")) {
    if (image.parentElement.closest("svg")) continue;
    const named = name => document.getElementById(image.getAttribute(name))?.textContent;
    if (image.getAttribute("role") !== "img" || !named("aria-labelledby") || !named("aria-describedby"))
      lacks.push("the name of an image");
    if (!image.closest("figure")?.querySelector("table")) lacks.push("the table of an image");
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption) lacks.push("a caption");
    if ([...table.querySelectorAll("th")].some(cell => !cell.scope)) lacks.push("the scope of a heading");
  }
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  if (new Set(ids).size !== ids.length) lacks.push("ids of their own");
  for (const link of document.querySelectorAll("a"))
    if (!document.getElementById(link.hash.slice(1))) lacks.push("the place that a link leads to");
  if (!document.documentElement.lang) lacks.push("a language");
  return lacks;
}"""


def number(text):
    return int(text.replace(",", ""))


def rows_of(browser, table):
    return browser.evaluate(f"({ROWS})({table!r})")


def figures(browser, table, *columns):
    """The numbers of these columns, by the row's name."""
    return {row[0]: tuple(number(row[column]) for column in columns) for row in rows_of(browser, table)}


def orders_are_those_of_the_socket(browser, shop):
    counted = {}
    for order in shop.records("orders"):
        counted[order["status"]] = counted.get(order["status"], 0) + 1
    summary = shop.records("orders", "summary")[0]
    every_day = sum(day["orders"] for day in summary["days"])
    assert every_day == sum(counted.values()) > 0  # the shop's orders are all of these days
    statuses = ("fulfilled", "confirmed", "pending", "attention", "cancelled")
    for table, counts in (("order-days", summary["days"]), ("order-places", summary["places"])):
        wanted = {count["name"] or "not known": (count["orders"], *(count[status] for status in statuses))
                  for count in counts}
        assert figures(browser, table + "-table", 1, 2, 3, 4, 5, 6) == wanted, table
    flow = figures(browser, "order-flow-table", 2, 3, 4, 5, 6)
    assert [sum(column) for column in zip(*flow.values())] == [counted.get(status, 0) for status in statuses]
    shown = browser.evaluate("document.querySelector('#key-orders .value').textContent")
    assert number(shown) == every_day


def runs_are_those_of_the_socket(browser, shop):
    runs = {str(run["id"]): run for run in shop.records("history")}
    table = rows_of(browser, "records-table")
    assert len(table) == len(runs) > 1
    for row in table:
        run = runs[row[0]]
        counts = run["counts"]
        assert [row[1], row[2], row[5]] == [run["integration_name"], run["module"], run["state"]]
        synced = counts["created"] + counts["updated"] + counts["unchanged"]
        assert [number(cell) for cell in row[6:]] == [synced, counts["created"], counts["updated"],
                                                      counts["unchanged"], counts["failed"], run["late"]]
    assert sum(number(row[10]) for row in table) > 0, "the shop has an order that cannot be understood"
    days = {}
    calls = {}
    for day in shop.records("history", "summary"):
        sums = days.setdefault(day["day"], [0, 0, 0])
        for place, part in enumerate(("runs", "succeeded", "not_succeeded")):
            sums[place] += day[part]
        calls[day["day"]] = (calls.get(day["day"], (0,))[0] + day["calls"],)
    assert figures(browser, "runs-table", 1, 2, 3) == {day: tuple(sums) for day, sums in days.items()}
    assert figures(browser, "calls-table", 1) == calls


def stock_is_that_of_the_socket(browser, shop):
    status = shop.records("status")[0]["integrations"][0]
    pushes = status["pushes"]
    listings = sum(pushes[state] for state in ("queued", "sent", "accepted", "verified", "rejected"))
    assert figures(browser, "verified-table", 1, 2, 4, 5, 6, 7) == {
        status["name"]: (listings, pushes["verified"], pushes["queued"], pushes["sent"], pushes["accepted"],
                         pushes["rejected"])}
    all_pushes = shop.records("pushes")
    agreeing = sum(push.get("live") == push["desired"] for push in all_pushes)
    drift = figures(browser, "drift-table", 1)
    assert drift["what they should"] == (agreeing,) and agreeing > 0
    seen = sum(push.get("live") is not None for push in all_pushes)
    assert sum(count for count, in drift.values()) == seen


def quota_is_that_of_the_socket(browser, shop):
    wanted = {bucket["operation"]: (bucket["burst"], bucket["throttled"]) for bucket in shop.records("quota")}
    assert figures(browser, "quota-now-table", 4, 6) == wanted


def gst_is_that_of_the_socket(browser, shop):
    months = sorted({row[0][:7] for row in rows_of(browser, "order-days-table")})
    wanted = {}
    for month in months:
        for figure in shop.records("gst", "summary", "--month", month):
            if figure["section"] in ("hsn", "tcs", "set_aside"):
                continue
            key = (figure["place"] or "not known", figure["rate"] + " %" if figure["rate"] else "rate not known")
            sums = wanted.setdefault(key, [0] * 5)
            for place, part in enumerate(("taxable", "igst", "cgst", "sgst", "cess")):
                sums[place] += number(figure[part]["amount"].replace(".", ""))
    shown = {(row[0], row[1]): [number(cell.removesuffix(" INR").replace(".", "")) for cell in row[2:]]
             for row in rows_of(browser, "gst-places-table")}
    assert shown == wanted and wanted


def it_asks_for_nothing(browser, path):
    assert browser.requests_made() == [f"file://{path}"], browser.requests_made()
    assert not browser.complaints(), browser.complaints()
    assert browser.evaluate("document.scripts.length") == 0


def it_fits(browser):
    for width in (320, 390, 768, 1280):
        browser.size(width, 844)
        for opened in ("false", "true"):
            browser.evaluate(f"document.querySelectorAll('details').forEach(each => each.open = {opened})")
            widest = browser.evaluate("document.documentElement.scrollWidth")
            assert widest == width, f"the page is {widest} wide on a screen of {width}"
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")


def it_can_be_read(browser):
    lacks = browser.evaluate(f"({LACKS})()")
    assert not lacks, lacks
    for scheme in ("light", "dark"):
        browser.media("screen", scheme)
        pale = browser.evaluate(f"({PALE})({LEAST_CONTRAST})")
        assert not pale, (scheme, pale)
    grounds = []
    for scheme in ("light", "dark"):
        browser.media("screen", scheme)
        grounds.append(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds[0] != grounds[1], grounds


def it_goes_by_keyboard(browser):
    browser.media("screen")
    focused = "document.activeElement.textContent"
    browser.key("Tab", 9)
    assert browser.evaluate(focused) == "Skip to the report"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left >= 0"), "it is seen when it has the focus"
    browser.key("Tab", 9)
    assert browser.evaluate(focused) == "In short"
    browser.evaluate("document.querySelector('#order-days summary').focus()")
    browser.call("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    browser.call("Input.dispatchKeyEvent", type="keyUp", key="Enter", code="Enter", windowsVirtualKeyCode=13)
    assert browser.evaluate("document.querySelector('#order-days details').open")
    browser.key("Tab", 9)
    assert browser.evaluate("document.activeElement.className") == "scroll"


def it_prints_every_table(browser):
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    browser.media("print", "dark")
    assert browser.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    hidden = browser.evaluate("[...document.querySelectorAll('table')].filter(table => "
                              "!table.checkVisibility({contentVisibilityAuto: true}) || !table.offsetHeight).map(table => table.id)")
    assert not hidden, hidden
    cut = browser.evaluate("[...document.querySelectorAll('.scroll')].filter(box => box.scrollHeight > box.clientHeight + 2)"
                           ".map(box => box.ariaLabel)")
    assert not cut, cut
    browser.media()


def markup_in_names_is_text(browser, sellerctl, directory):
    page = directory / "hostile.html"
    with FalseDaemon(directory / "false"):
        subprocess.run([sellerctl, "--socket", directory / "false", "report", "--output", page], check=True,
                       stdout=subprocess.DEVNULL)
    browser.open(page)
    it_asks_for_nothing(browser, page)
    assert browser.evaluate("document.images.length") == 0
    assert browser.evaluate("document.title") == "sellerd report, 2026-11-01 to 2026-11-01"
    assert [row[0] for row in rows_of(browser, "drifted-table")] == [HOSTILE]
    assert [row[0] for row in rows_of(browser, "order-places-table")] == [HOSTILE]
    assert [row[0] for row in rows_of(browser, "late-orders-table") if row[1] != "0"] == ["< 15 min"]
    it_fits(browser)


def main():
    program = find_chromium()
    if program is None:
        print("skipped: not installed: chromium")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        (directory / "profile").mkdir()
        with Shop(sys.argv[1], ["--rate-multiplier", "20000", "--synthetic-orders", "400", "--days", "25", "--faults",
                                "bad-order@searchOrders:2"]) as shop, \
                Browser(program, directory / "profile") as browser:
            shop.start_daemon()
            empty = directory / "empty.html"
            shop.ctl("report", "--output", empty)
            browser.open(empty)
            assert "There is nothing to report yet" in browser.evaluate("document.body.textContent")
            it_asks_for_nothing(browser, empty)
            markup_in_names_is_text(browser, shop.sellerctl, directory)
            shop.connect()
            shop.ctl("sync", codes=(0, 1))  # 1 where a record could not be understood
            shop.sell()
            shop.ctl("stop-all")  # what is compared stands still
            report = directory / "report.html"
            shop.ctl("report", "--output", report)
            browser.open(report)
            it_asks_for_nothing(browser, report)
            for check in (orders_are_those_of_the_socket, runs_are_those_of_the_socket, stock_is_that_of_the_socket,
                          quota_is_that_of_the_socket, gst_is_that_of_the_socket):
                check(browser, shop)
            for check in (it_goes_by_keyboard, it_fits, it_can_be_read, it_prints_every_table):
                check(browser)
            it_asks_for_nothing(browser, report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
