"""A made-up shop on this machine: the marketplace model, a daemon and sellerctl, all of them the real programs."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

PATIENCE = 120  # seconds; only what never comes takes as long


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
    """A seller whose marketplace runs, in a directory of its own; `build` holds the programs."""

    def __init__(self, build, marketplace_options=()):
        self.build = pathlib.Path(build).resolve()
        self.sellerctl = self.build / "ctl/sellerctl"
        self._place = tempfile.TemporaryDirectory()
        self.directory = pathlib.Path(self._place.name)
        self.socket = self.directory / "s"
        self.environment = {"PATH": os.environ["PATH"], "SELLERD_SOCKET": str(self.socket), "TZ": "UTC",
                            "HOME": str(self.directory)}
        self._running = []
        ready = self.directory / "marketplace.json"
        try:
            self._start([self.build / "tests/sandbox/sellerd-sandbox", *marketplace_options], ready)
            self.wait_for("the marketplace", lambda: ready.read_text().endswith("\n"))
            self.ready = json.loads(ready.read_text())
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self._running):
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._place.cleanup()

    def _start(self, words, output=os.devnull):
        log = self.directory / (pathlib.Path(words[0]).name + ".log")
        with open(output, "w") as out, log.open("a") as errors:
            self._running.append(subprocess.Popen(words, stdout=out, stderr=errors, env=self.environment))
        return self._running[-1]

    def wait_for(self, what, condition):
        """The same as without a shop; over at once where a program of it has ended."""
        def found():
            for process in self._running:
                if process.poll() is not None:
                    name = pathlib.Path(process.args[0]).name
                    raise AssertionError(f"{name} has ended:\n{(self.directory / (name + '.log')).read_text()}")
            return condition()

        return wait_for(what, found)

    def start_daemon(self):
        self.socket.unlink(missing_ok=True)
        self.daemon = self._start([self.build / "daemon/sellerd", "--config", "/dev/null", "--data-dir",
                                   self.directory / "data", "--socket", self.socket])
        self.wait_for("the daemon", self.socket.exists)

    def stop_daemon(self):
        self.daemon.terminate()
        assert self.daemon.wait(PATIENCE) == 0
        self._running.remove(self.daemon)

    def ctl(self, *words, codes=(0,), given=""):
        """What sellerctl prints."""
        done = subprocess.run([self.sellerctl, *words], input=given, env=self.environment, capture_output=True,
                              text=True, check=False, timeout=PATIENCE)
        assert done.returncode in codes, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def records(self, *words):
        """What it prints as JSON, an object a line."""
        return [json.loads(line) for line in self.ctl(*words, "--json").splitlines()]

    def connect(self):
        """Connects the marketplace's account; the first sync begins."""
        self.ctl("organisation", "set", "--gstin", "29AAGCB7383J1Z4", "--currency", "INR")
        credentials = {key: self.ready[key] for key in ("client_id", "client_secret", "refresh_token")}
        self.ctl("connect", "amazon-in", "--seller-id", self.ready["seller_id"], "--credentials-file", "-",
                 "--endpoint", self.ready["endpoint"], "--token-endpoint", self.ready["token_endpoint"],
                 given=json.dumps(credentials))

    def sell(self):
        """Confirms what the listings brought, sends quantities and waits until buyers see them."""
        self.ctl("items", "confirm-all", "amazon-in")
        self.ctl("stock", "rule", "amazon-in", "--push", "yes")

        def all_are_verified():
            pushes = self.records("status")[0]["integrations"][0]["pushes"]
            return pushes["verified"] > 0 and not pushes["queued"] + pushes["sent"] + pushes["accepted"]

        self.wait_for("the quantities", all_are_verified)
