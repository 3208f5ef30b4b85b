#!/usr/bin/env python3
"""`sellerctl connect` on a real terminal, against the real programs.

usage: connect_test.py BUILD_DIRECTORY
"""

import os
import pathlib
import pty
import select
import signal
import sys
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from shop import PATIENCE, Shop  # noqa: E402


class Person:
    """Someone at a terminal of their own, where sellerctl runs."""

    def __init__(self, shop, *words):
        self.seen = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(shop.sellerctl, [str(shop.sellerctl), *words], dict(shop.environment, TERM="xterm", LC_ALL="C.UTF-8"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.terminal)

    def _read(self):
        """What came; nothing when the program has left its terminal."""
        try:
            ready, _, _ = select.select([self.terminal], [], [], 0.1)
            return None if not ready else os.read(self.terminal, 4096).decode(errors="replace")
        except OSError:
            return ""

    def wait(self, text):
        """What was shown since the last wait, once the text is in it."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end, f"waited in vain for {text!r}; seen: {self.seen}"
            more = self._read()
            assert more != "", f"left before {text!r}; seen: {self.seen}"
            self.seen += more or ""
        before, _, self.seen = self.seen.partition(text)
        return before + text

    def type(self, text):
        os.write(self.terminal, (text + "\n").encode())

    def is_silent(self):
        return not termios.tcgetattr(self.terminal)[3] & termios.ECHO

    def leave(self):
        """The exit code, and what was shown to the end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            more = self._read()
            if more == "":
                break
            self.seen += more or ""
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1]), self.seen


def answers(shop):
    return shop.ready["client_id"], shop.ready["client_secret"], shop.ready["refresh_token"]


def endpoints(shop):
    return ("--endpoint", shop.ready["endpoint"], "--token-endpoint", shop.ready["token_endpoint"])


def who_leaves_leaves_nothing(shop):
    with Person(shop, "connect", *endpoints(shop)) as person:
        person.wait("Marketplace")
        person.type("")
        person.wait("GSTIN: ")
        person.type("29AAGCB7383J1Z4")
        person.wait("Seller id: ")
        person.type(shop.ready["seller_id"])
        person.wait("Client id: ")
        assert person.is_silent()
        os.write(person.terminal, b"half\x03")
        code, seen = person.leave()
    assert code == 130 and "nothing is connected" in seen and "half" not in seen, (code, seen)
    assert shop.records("integrations") == []
    assert shop.records("organisation")[0]["gstin"] == ""


def it_asks_says_what_is_wrong_and_connects(shop):
    client_id, secret, token = answers(shop)
    shown = ""
    with Person(shop, "connect", *endpoints(shop)) as person:
        shown += person.wait("[1 amazon-in]: ")
        person.type("1")
        shown += person.wait("GSTIN: ")
        person.type("29AAGCB7383J1Z5")
        shown += person.wait("Seller id: ")
        assert not person.is_silent()
        person.type(shop.ready["seller_id"])
        shown += person.wait("Client id: ")
        person.type(secret)
        shown += person.wait("No: that is a client secret.")
        shown += person.wait("Client id: ")
        person.type(client_id)
        shown += person.wait("Client secret: ")
        person.type(secret)
        shown += person.wait("Refresh token: ")
        person.type("Atzr|" + "x" * 40)
        # The GSTIN's last character is wrong; the daemon sees it.
        shown += person.wait("GSTIN: ")
        person.type("29AAGCB7383J1Z4")
        shown += person.wait("Most likely it is")
        shown += person.wait("Refresh token: ")
        person.type(token)
        code, seen = person.leave()
    shown += seen
    assert code == 0 and "Connected amazon-in" in shown and "Develop Apps" in shown, (code, shown)
    for each in (client_id, secret, token, "x" * 40):
        assert each not in shown, shown
        for log in shop.directory.glob("*.log"):
            assert each not in log.read_text()
    assert shop.records("integrations")[0]["name"] == "amazon-in"
    shop.ctl("sync")


def reauthorize_asks_too(shop):
    with Person(shop, "reauthorize", "amazon-in") as person:
        for question, answer in zip(("Client id: ", "Client secret: ", "Refresh token: "), answers(shop)):
            person.wait(question)
            person.type(answer)
        code, seen = person.leave()
    assert code == 0 and "accepts the new credentials of amazon-in" in seen, (code, seen)


def main():
    with Shop(sys.argv[1], ["--rate-multiplier", "20000", "--synthetic-orders", "50"]) as shop:
        shop.start_daemon()
        for test in (who_leaves_leaves_nothing, it_asks_says_what_is_wrong_and_connects, reauthorize_asks_too):
            test(shop)
            print(test.__name__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
