#!/usr/bin/env python3
"""The units and what the daemon tells a service manager, without a service manager and without rights.

usage: units_test.py SOURCE_DIRECTORY BUILD_DIRECTORY    exits with 77 where systemd's tools are missing
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

SKIPPED = 77
HIGHEST_EXPOSURE = 15  # tenths, as systemd-analyze has it
TOOLS = ("systemd-analyze", "systemd-socket-activate")


def units_are_well_formed(source, sellerd, directory):
    for name in ("sellerd.service", "sellerd.socket"):
        text = (source / "systemd" / name).read_text().replace("/usr/bin/sellerd", str(sellerd))
        (directory / name).write_text(text)
    # An unknown key is told on the standard error with exit code 0.
    checked = subprocess.run(["systemd-analyze", "verify", "--man=no", directory / "sellerd.service",
                              directory / "sellerd.socket"], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stderr
    subprocess.run(["systemd-analyze", "security", "--offline=true", f"--threshold={HIGHEST_EXPOSURE}",
                    directory / "sellerd.service"], stdout=subprocess.DEVNULL, check=True)


def documentation_names_what_is_exposed(source):
    """Every point that systemd-analyze counts has its reason in the table, which is of systemd 252."""
    version = subprocess.run(["systemd-analyze", "--version"], capture_output=True, text=True, check=True).stdout
    if version.split()[1] != "252":
        return
    listed = subprocess.run(["systemd-analyze", "security", "--offline=true", "--json=short",
                             source / "systemd/sellerd.service"], capture_output=True, text=True, check=True).stdout
    reasons = (source / "docs/security.md").read_text().replace("\\|", "|")
    exposed = [point["name"] for point in json.loads(listed) if point["exposure"] is not None]
    assert exposed
    for name in exposed:
        assert f"| `{name}` |" in reasons, f"docs/security.md does not say why {name} is exposed"


class Manager:
    """Hears what a daemon says to its manager."""

    def __init__(self, sellerd, directory):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(directory / "notify"))
        self.socket.settimeout(60)
        (directory / "sellerd.conf").write_text("log_level = info\n")
        self.config = directory / "sellerd.conf"
        environment = {"PATH": os.environ["PATH"], "NOTIFY_SOCKET": str(directory / "notify"),
                       "WATCHDOG_USEC": "400000"}
        self.daemon = subprocess.Popen([sellerd, "--config", self.config, "--data-dir", directory / "data",
                                        "--socket", directory / "s"], env=environment, stderr=subprocess.DEVNULL)

    def hear(self, wanted):
        """The next message with such a line; the ones before it are passed over."""
        while True:
            message = self.socket.recv(4096).decode()
            if re.search(f"^{wanted}", message, re.MULTILINE):
                return message


def daemon_tells_its_manager(sellerd, directory):
    manager = Manager(sellerd, directory)
    try:
        manager.hear("READY=1$")
        manager.hear("STATUS=No account is connected$")
        for _ in range(3):
            manager.hear("WATCHDOG=1$")
        manager.daemon.send_signal(signal.SIGHUP)
        assert re.search(r"^MONOTONIC_USEC=[0-9]+$", manager.hear("RELOADING=1$"), re.MULTILINE)
        manager.hear("READY=1$")
        manager.config.write_text("log_level = loud\n")
        manager.daemon.send_signal(signal.SIGHUP)
        manager.hear("RELOADING=1$")
        manager.hear("STATUS=The configuration was not reloaded: .*log_level")
        manager.hear("READY=1$")
        manager.hear("WATCHDOG=1$")
        manager.daemon.terminate()
        manager.hear("STOPPING=1$")
        assert manager.daemon.wait(60) == 0
    finally:
        manager.daemon.kill()
        manager.daemon.wait()


def a_caller_starts_the_daemon(sellerd, sellerctl, directory):
    path = directory / "activated"
    activator = subprocess.Popen(["systemd-socket-activate", "-l", path, sellerd, "--config", "/dev/null",
                                  "--data-dir", directory / "books"], stderr=subprocess.DEVNULL)
    try:
        # The socket may not be there yet.
        for _ in range(200):
            answer = subprocess.run([sellerctl, "--socket", path, "status", "--json"], capture_output=True, text=True,
                                    check=False)
            if answer.returncode == 0:
                break
        assert answer.returncode == 0, answer.stderr
        assert '"version"' in answer.stdout
        activator.terminate()
        assert activator.wait(60) == 0
        assert path.exists(), "a socket that was handed over is the manager's"
    finally:
        activator.kill()
        activator.wait()


def main():
    source, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}")
        return SKIPPED
    sellerd = build / "daemon/sellerd"
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        units_are_well_formed(source, sellerd, directory)
        documentation_names_what_is_exposed(source)
        daemon_tells_its_manager(sellerd, directory)
        a_caller_starts_the_daemon(sellerd, build / "ctl/sellerctl", directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
