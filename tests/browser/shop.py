"""A made-up shop on this machine: the marketplace model, a daemon, and the books after a first sync."""

import json
import os
import pathlib
import subprocess
import time

LONGEST_WAIT = 120  # seconds


class Shop:
    """Its files lie in `directory`, an existing one; `build` holds the programs."""

    def __init__(self, build, directory, marketplace_options=()):
        self.directory = pathlib.Path(directory)
        self.sellerctl = pathlib.Path(build) / "ctl/sellerctl"
        self.environment = {"PATH": os.environ["PATH"], "SELLERD_SOCKET": str(self.directory / "s"), "TZ": "UTC",
                            "HOME": str(self.directory)}
        self.programs = []
        self.ready = self.directory / "marketplace.json"
        self.start([pathlib.Path(build) / "tests/sandbox/sellerd-sandbox", "--rate-multiplier", "20000",
                    *marketplace_options], self.ready, "marketplace.log")
        self.start([pathlib.Path(build) / "daemon/sellerd", "--config", "/dev/null", "--data-dir",
                    self.directory / "data", "--socket", self.directory / "s"], os.devnull, "sellerd.log")
        self.wait_for(lambda: (self.directory / "s").exists() and self.ready.read_text().endswith("\n"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in reversed(self.programs):
            program.terminate()
            program.wait(LONGEST_WAIT)

    def start(self, words, output, log):
        with open(output, "w") as out, open(self.directory / log, "w") as errors:
            self.programs.append(subprocess.Popen([str(word) for word in words], stdout=out, stderr=errors,
                                                  env=self.environment))

    def wait_for(self, condition):
        until = time.monotonic() + LONGEST_WAIT
        while not condition():
            ended = [program.args[0] for program in self.programs if program.poll() is not None]
            if ended or time.monotonic() > until:
                raise RuntimeError(f"ended: {ended}" if ended else "it takes too long")
            time.sleep(0.05)

    def ctl(self, *words, codes=(0,)):
        """What sellerctl prints."""
        done = subprocess.run([self.sellerctl, *map(str, words)], env=self.environment, capture_output=True,
                              text=True, check=False, timeout=LONGEST_WAIT)
        assert done.returncode in codes, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def records(self, *words):
        return [json.loads(line) for line in self.ctl(*words, "--json").splitlines()]

    def connect(self):
        """Connects the marketplace's account and lets the first sync end."""
        ready = json.loads(self.ready.read_text())
        credentials = self.directory / "credentials.json"
        with os.fdopen(os.open(credentials, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            json.dump({key: ready[key] for key in ("client_id", "client_secret", "refresh_token")}, out)
        self.ctl("organisation", "set", "--gstin", "29AAGCB7383J1Z4", "--currency", "INR")
        self.ctl("connect", "amazon-in", "--seller-id", ready["seller_id"], "--credentials-file", credentials,
                 "--endpoint", ready["endpoint"], "--token-endpoint", ready["token_endpoint"])
        self.ctl("sync", codes=(0, 1))  # 1 where a record could not be understood

    def sell(self):
        """Confirms what the listings brought, sends quantities and waits until buyers see them."""
        self.ctl("items", "confirm-all", "amazon-in")
        self.ctl("stock", "rule", "amazon-in", "--push", "yes")

        def all_are_verified():
            pushes = self.records("status")[0]["integrations"][0]["pushes"]
            return pushes["verified"] > 0 and not pushes["queued"] + pushes["sent"] + pushes["accepted"]

        self.wait_for(all_are_verified)
