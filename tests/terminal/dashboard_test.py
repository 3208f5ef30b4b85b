#!/usr/bin/env python3
"""`sellerctl` without a command in a real terminal, against the real programs.

usage: dashboard_test.py BUILD_DIRECTORY    exits with 77 where tmux is missing
"""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from shop import Shop  # noqa: E402
from terminal_session import Terminal  # noqa: E402

SKIPPED = 77
ORDERS = 300


def it_shows_what_is_synced_and_opens_it(shop):
    newest = shop.records("orders", "--limit", "1")[0]["order_id"]
    sku = shop.records("items", "--limit", "1")[0]["sku"]
    run = shop.records("history", "--limit", "2")[1]["id"]
    with Terminal(shop, 80, 24) as terminal:
        terminal.type("stty -g > before; echo what was here\n".replace("before", str(shop.directory / "before")))
        terminal.wait("what was here\n")
        terminal.type(f"{shop.sellerctl}; echo left with $?\n")
        screen = terminal.wait(f"{ORDERS} orders")
        assert "what was here" not in screen, screen
        assert "amazon-in" in screen and "next in" in screen and "[Runs]" in screen, screen
        # The newest run but one, by keys.
        terminal.press("Down", "Enter")
        terminal.wait(f"Run {run} ")
        screen = terminal.wait("Its records")
        assert "State" in screen, screen
        terminal.press("Escape")
        terminal.press("Tab")
        terminal.wait("[Orders]")
        terminal.press("Enter")
        terminal.wait(f"Order {newest}: ")
        terminal.type("q")
        terminal.wait("[Orders]")
        terminal.type(f"/{sku}")
        terminal.press("Enter")
        terminal.wait(f"SKU {sku}")
        terminal.wait("Why")
        terminal.type("q")
        terminal.type("/no-such-thing")
        terminal.press("Enter")
        terminal.wait("there is no item, listing or order")
        terminal.type("q")
        # A sync by its key.
        terminal.type("s")
        terminal.wait("Start a sync of every account now?")
        terminal.type("y")
        terminal.wait("Under way: ")
        # The size changes below it.
        terminal.press("Down")
        terminal.wait_gone("Under way: ")
        terminal.resize(40, 20)
        terminal.wait_gone("next part")
        terminal.resize(200, 50)
        terminal.wait("FREE")
        terminal.type("q")
        screen = terminal.wait("left with 0")
        assert "what was here" in screen and "amazon-in" not in screen, screen
        terminal.type("stty -g > after; cmp before after && echo as it was\n".replace(
            "after", str(shop.directory / "after")).replace("before", str(shop.directory / "before")))
        terminal.wait("as it was\n")


def a_daemon_that_goes_is_said_and_comes_back(shop):
    with Terminal(shop, 80, 24) as terminal:
        terminal.type(f"{shop.sellerctl}; echo left with $?\n")
        terminal.wait(f"{ORDERS} orders")
        shop.stop_daemon()
        screen = terminal.wait("not reachable, trying again")
        assert f"{ORDERS} orders" in screen, screen
        shop.start_daemon()
        terminal.wait_gone("not reachable")
        terminal.press("C-c")
        terminal.wait("left with 130")


def a_terminal_that_cannot_be_drawn_on_gets_text(shop):
    with Terminal(shop, 100, 40, ["TERM=dumb"]) as terminal:
        terminal.type(f"{shop.sellerctl}; echo left with $?\n")
        screen = terminal.wait("left with 0")
        assert f"{ORDERS} orders" in screen and "\nRuns\n" in screen, screen
    with Terminal(shop, 80, 24, ["NO_COLOR=1"]) as terminal:
        terminal.type(f"{shop.sellerctl}\n")
        terminal.wait(f"{ORDERS} orders")
        assert "[3" not in terminal.screen(colored=True).replace("[39m", "")


def main():
    if shutil.which("tmux") is None:
        print("skipped: not installed: tmux")
        return SKIPPED
    with Shop(sys.argv[1], ["--rate-multiplier", "20000", "--synthetic-orders", str(ORDERS)]) as shop:
        shop.start_daemon()
        shop.connect()
        shop.ctl("sync")
        it_shows_what_is_synced_and_opens_it(shop)
        a_daemon_that_goes_is_said_and_comes_back(shop)
        a_terminal_that_cannot_be_drawn_on_gets_text(shop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
