"""The real programs in a directory of their own: the marketplace, the daemon, and ways to talk to them."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from power_cut import Disk

START_SECONDS = 60
STOP_SECONDS = 90
CALL_SECONDS = 300
GSTIN = "29AAGCB7383J1Z4"


class Broken(AssertionError):
    """Something that must never be."""


class Gone(Exception):
    """The daemon ended, or was not there, before the answer was."""


class Refused(Exception):
    """The daemon's answer is an error; the name says which."""

    def __init__(self, name, parameters):
        super().__init__(f"{name} {json.dumps(parameters)}")
        self.name = name.rpartition(".")[2]


def check(good, what):
    if not good:
        raise Broken(what)


class Programs:
    """Where the built programs are."""

    def __init__(self, build_directory):
        build = pathlib.Path(build_directory)
        self.daemon = build / "daemon/sellerd"
        self.marketplace = build / "tests/sandbox/sellerd-sandbox"
        self.preload = build / "tests/crash/libcrash_preload.so"


class Marketplace:
    """A running sellerd-sandbox."""

    def __init__(self, programs, directory, name, options, environment):
        self.log = open(directory / f"{name}.log", "wb")
        self.process = subprocess.Popen([programs.marketplace, *options], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.log, env=environment)
        self.ready = json.loads(self.process.stdout.readline())

    def ask(self, method, path, **parameters):
        address = f"{self.ready['endpoint']}/_sandbox/{path}?{urllib.parse.urlencode(parameters)}"
        request = urllib.request.Request(address, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def connection(self, name):
        """The parameters of Integrations.Connect."""
        keys = ("client_id", "client_secret", "refresh_token")
        return {"channel": "amazon-in", "seller_id": self.ready["seller_id"], "name": name,
                "credentials": {key: self.ready[key] for key in keys},
                "endpoint": self.ready["endpoint"], "token_endpoint": self.ready["token_endpoint"]}

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()


class World:
    """`rate`: how many times as fast time passes; above 1, and with `power_cuts`, the programs run with the
    preloaded library, else just as they are."""

    def __init__(self, programs, rate=1, power_cuts=False, config=""):
        self.programs = programs
        self.rate = rate
        self.base = int(time.time())
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sellerd-crash-"))
        self.data = self.directory / "disk/data"
        self.socket = self.directory / "s"
        self.data.parent.mkdir()
        self.disk = Disk(self.data.parent, self.directory / "beside") if power_cuts else None
        (self.directory / "sellerd.conf").write_text(config)
        self.markets = {}
        self.daemon = None
        self.log = self.directory / "sellerd.log"

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        self.kill()
        for market in self.markets.values():
            market.close()
        if failure is None:
            shutil.rmtree(self.directory)
        else:
            print(f"everything lies in {self.directory}, the daemon's last words in {self.log}", flush=True)

    def environment(self, watched=False):
        wanted = dict(os.environ)
        if self.rate > 1:
            wanted |= {"LD_PRELOAD": str(self.programs.preload), "SELLERD_TEST_TIME_RATE": str(self.rate),
                       "SELLERD_TEST_TIME_BASE": str(self.base)}
        if watched and self.disk:
            wanted |= {"LD_PRELOAD": str(self.programs.preload), **self.disk.environment()}
        return wanted

    def open_market(self, name, *options):
        self.markets[name] = Marketplace(self.programs, self.directory, name, options, self.environment())
        return self.markets[name]

    # ---- the daemon

    def options(self):
        return ["--config", str(self.directory / "sellerd.conf"), "--data-dir", str(self.data)]

    def launch(self):
        """Starts the daemon and does not wait."""
        self.socket.unlink(missing_ok=True)
        with open(self.log, "wb") as log:
            self.daemon = subprocess.Popen([self.programs.daemon, *self.options(), "--socket", str(self.socket)],
                                           stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                           env=self.environment(watched=True))

    def is_ready(self):
        with socket.socket(socket.AF_UNIX) as channel:
            channel.settimeout(START_SECONDS)
            return channel.connect_ex(str(self.socket)) == 0

    def start(self):
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            check(self.daemon.poll() is None, f"the daemon does not start: {self.last_words()}")
            check(time.monotonic() < deadline, f"the daemon is not ready after {START_SECONDS} s")
            time.sleep(0.005)

    def last_words(self):
        return self.log.read_text(errors="replace")[-2000:]

    def kill(self):
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait(STOP_SECONDS)

    def stop(self):
        self.daemon.send_signal(signal.SIGTERM)
        try:
            code = self.daemon.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            raise Broken(f"the daemon does not stop within {STOP_SECONDS} s") from None
        check(code == 0, f"the stop ended with {code}: {self.last_words()}")

    def check_data(self):
        """While no daemon runs."""
        done = subprocess.run([self.programs.daemon, *self.options(), "--check-data"], capture_output=True,
                              text=True, check=False, timeout=CALL_SECONDS, env=self.environment(watched=True))
        check(done.returncode == 0, f"--check-data ended with {done.returncode}: {done.stdout}{done.stderr}")

    # ---- calls

    def calls(self, method, more=True, **parameters):
        """All replies of a call."""
        request = {"method": "org.sellerd." + method, "parameters": parameters}
        if more:
            request["more"] = True
        replies = []
        with socket.socket(socket.AF_UNIX) as channel:
            # Of the whole call: a run that tells of its progress for ever does not end either.
            deadline = time.monotonic() + CALL_SECONDS
            channel.settimeout(CALL_SECONDS)
            try:
                channel.connect(str(self.socket))
                channel.sendall(json.dumps(request).encode() + b"\0")
                buffer = b""
                while True:
                    while (end := buffer.find(b"\0")) >= 0:
                        reply = json.loads(buffer[:end])
                        buffer = buffer[end + 1:]
                        if "error" in reply:
                            raise Refused(reply["error"], reply.get("parameters"))
                        replies.append(reply.get("parameters", {}))
                        if not reply.get("continues"):
                            return replies
                    channel.settimeout(max(deadline - time.monotonic(), 0.001))
                    piece = channel.recv(1 << 18)
                    if not piece:
                        raise Gone("the daemon hung up")
                    buffer += piece
            except (ConnectionError, FileNotFoundError) as failure:
                raise Gone(str(failure)) from None
            except TimeoutError:
                raise Broken(f"{method} has no end within {CALL_SECONDS} s; last it said {replies[-1:]}") from None

    def call(self, method, **parameters):
        return self.calls(method, more=False, **parameters)[0]

    def records(self, method, key, **parameters):
        """The records of a list; an empty one is a reply without."""
        return [reply[key] for reply in self.calls(method, **parameters) if key in reply]
