"""tmux as the terminal of a person. Needs tests/support in the path."""

import subprocess
import time

from shop import wait_for


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
