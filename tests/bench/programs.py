"""The programs that the bench runs, and what the kernel says of them."""

import atexit
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_WAIT = 60


def wait_until(done, what, seconds=LONGEST_WAIT):
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.002)


def figures(program, *arguments):
    """The JSON lines that a bench program prints."""
    words = [str(word) for word in (program, *arguments)]
    finished = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in finished.stdout.splitlines()]


def cpu_seconds(process):
    """Of all its threads, those that have ended too."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def life(process):
    """Nanoseconds on a processor and voluntary waits of the threads that live: finer than cpu_seconds()."""
    nanoseconds = waits = 0
    for thread in pathlib.Path(f"/proc/{process}/task").iterdir():
        nanoseconds += int((thread / "schedstat").read_text().split()[0])
        for line in (thread / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches:"):
                waits += int(line.split()[1])
    return nanoseconds, waits


def resident_megabytes(process):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError("no VmRSS")


def spawn(words, **options):
    """A program that ends with the bench at the latest, however that ends."""
    process = subprocess.Popen(words, **options)
    atexit.register(process.kill)
    return process


class Marketplace:
    """sellerd-sandbox, with so many invented orders and no quota worth waiting for."""

    def __init__(self, build, directory, orders):
        self.ready_file = pathlib.Path(directory) / "marketplace.json"
        with open(self.ready_file, "w") as ready:
            self.process = spawn(
                [build / "tests/sandbox/sellerd-sandbox", "--synthetic-orders", str(orders), "--rate-multiplier",
                 "100000"], stdout=ready, stderr=subprocess.DEVNULL)
        wait_until(lambda: self.ready_file.read_text().endswith("\n"), "the marketplace")
        self.ready = json.loads(self.ready_file.read_text())

    def end(self):
        self.process.kill()
        self.process.wait()


class Daemon:
    """sellerd on a data directory."""

    def __init__(self, build, data_directory):
        self.directory = tempfile.TemporaryDirectory(prefix="sellerd-bench-")
        self.socket = f"{self.directory.name}/s"
        self.ctl_program = build / "ctl/sellerctl"
        begun = time.monotonic()
        self.process = spawn(
            [build / "daemon/sellerd", "--config", "/dev/null", "--data-dir", data_directory, "--socket", self.socket],
            stdout=subprocess.DEVNULL, stderr=open(f"{self.directory.name}/log", "w"))
        wait_until(self.answers, "sellerd")
        self.seconds_to_ready = time.monotonic() - begun
        self.pid = self.process.pid

    def answers(self):
        """Whether it answers a call."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(self.socket)
                client.sendall(b'{"method":"org.varlink.service.GetInfo","parameters":{}}\0')
                return len(client.recv(1)) == 1
        except OSError:
            return False

    def ctl(self, *words, feed=None):
        environment = {**os.environ, "SELLERD_SOCKET": self.socket, "NO_COLOR": "1"}
        return subprocess.run([self.ctl_program, *words], input=feed, capture_output=True, text=True, check=True,
                              env=environment).stdout

    def connect(self, marketplace):
        ready = marketplace.ready
        self.ctl("organisation", "set", "--gstin", "29AAGCB7383J1Z4")
        credentials = {key: ready[key] for key in ("client_id", "client_secret", "refresh_token")}
        self.ctl("connect", "amazon-in", "--seller-id", ready["seller_id"], "--credentials-file", "-", "--endpoint",
                 ready["endpoint"], "--token-endpoint", ready["token_endpoint"], feed=json.dumps(credentials))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=LONGEST_WAIT)
        self.directory.cleanup()
