"""The real programs in a real terminal: a marketplace, a daemon, and tmux as the terminal of a person."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

PATIENCE = 60  # seconds; only what never comes takes as long


def wait_for(what, condition):
    """What the condition gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class Shop:
    """A seller with a daemon, in a directory of its own."""

    def __init__(self, build, marketplace_options):
        self.build = pathlib.Path(build).resolve()
        self.ctl = self.build / "ctl/sellerctl"
        self._place = tempfile.TemporaryDirectory()
        self.directory = pathlib.Path(self._place.name)
        self.socket = self.directory / "s"
        self.daemon = None
        ready = self.directory / "marketplace.json"
        with ready.open("w") as out:
            self.marketplace = subprocess.Popen(
                [self.build / "tests/sandbox/sellerd-sandbox", *marketplace_options], stdout=out, stderr=subprocess.DEVNULL)
        wait_for("the marketplace", lambda: ready.read_text().endswith("\n"))
        self.ready = json.loads(ready.read_text())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.daemon, self.marketplace):
            if process is not None:
                process.kill()
                process.wait()
        self._place.cleanup()

    def start_daemon(self):
        self.socket.unlink(missing_ok=True)
        self.daemon = subprocess.Popen(
            [self.build / "daemon/sellerd", "--config", "/dev/null", "--data-dir", self.directory / "data", "--socket",
             self.socket], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("the daemon", self.socket.exists)

    def stop_daemon(self):
        self.daemon.terminate()
        assert self.daemon.wait(PATIENCE) == 0

    def run(self, *words, given=""):
        environment = {**os.environ, "SELLERD_SOCKET": str(self.socket)}
        return subprocess.run([self.ctl, *words], input=given, env=environment, check=True, capture_output=True,
                              text=True).stdout

    def connect(self):
        self.run("organisation", "set", "--gstin", "29AAGCB7383J1Z4")
        credentials = {key: self.ready[key] for key in ("client_id", "client_secret", "refresh_token")}
        self.run("connect", "amazon-in", "--seller-id", self.ready["seller_id"], "--credentials-file", "-", "--endpoint",
                 self.ready["endpoint"], "--token-endpoint", self.ready["token_endpoint"], given=json.dumps(credentials))


class Terminal:
    """A terminal of its own server, so that nobody's configuration or session is touched."""

    def __init__(self, shop, width, height, variables=()):
        self._server = ["tmux", "-S", str(shop.directory / f"tmux-{width}x{height}-{time.monotonic_ns()}"), "-f", "/dev/null"]
        settings = ["LC_ALL=C.UTF-8", f"SELLERD_SOCKET={shop.socket}", "PS1=$ ", *variables]
        self._tmux("new-session", "-d", "-x", str(width), "-y", str(height), "env", "-u", "NO_COLOR", "-u", "TMUX", *settings,
                   "sh")
        self.wait("$")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def _tmux(self, *words):
        return subprocess.run([*self._server, *words], check=True, capture_output=True, text=True).stdout

    def type(self, text):
        self._tmux("send-keys", "-l", text)

    def press(self, *keys):
        self._tmux("send-keys", *keys)

    def resize(self, width, height):
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def screen(self, colored=False):
        return self._tmux("capture-pane", "-p", *(["-e"] if colored else []))

    def wait(self, text):
        """The screen once the text is on it."""
        try:
            return wait_for(text, lambda: (lambda now: now if text in now else None)(self.screen()))
        except AssertionError as late:
            raise AssertionError(f"{late}; the screen:\n{self.screen()}") from late

    def wait_gone(self, text):
        wait_for(f"the end of {text}", lambda: text not in self.screen())
