#!/usr/bin/env python3
"""The Debian package as a service of a real systemd: what an administrator does to it, from installation to purge.

usage: systemd_test.py BUILD_DIRECTORY PACKAGE_DIRECTORY    exits with 77 where it cannot run
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the sources stay as they are

from container import CannotRun, Container  # noqa: E402

ORDERS = 300
SKIPPED = 77
SETTINGS = "/etc/sellerd/sellerd.conf"


def newer_package(package, directory):
    """The same package as its next version."""
    tree = directory / "tree"
    subprocess.run(["dpkg-deb", "-R", package, tree], check=True)
    control = tree / "DEBIAN/control"
    lines = [line + ".1" if line.startswith("Version: ") else line for line in control.read_text().splitlines()]
    control.write_text("\n".join(lines) + "\n")
    newer = directory / "newer.deb"
    subprocess.run(["dpkg-deb", "-b", "-Zgzip", "-z1", tree, newer], check=True, stdout=subprocess.DEVNULL)
    return newer


class Service:
    """The daemon inside the container; alice is in its group, bob is not."""

    def __init__(self, container):
        self.container = container
        self.run = container.run

    def shown(self, what, unit="sellerd.service"):
        return self.run(f"systemctl show --value -p {what} {unit}")

    def process(self):
        return int(self.shown("MainPID"))

    def ctl(self, words, user="alice", code=0, text=None):
        return self.run(f"runuser -u {user} -- sellerctl {words}", text=text, code=code)

    def orders(self):
        return len(self.ctl("orders --limit 1000 --json").splitlines())

    def wait_for_log(self, text):
        self.container.wait(f"\"{text}\" in the log",
                            lambda: text in self.run("journalctl -q -o cat -u sellerd.service"))

    def wait_for_status(self, text):
        self.container.wait(f"the status \"{text}\"", lambda: text in self.shown("StatusText"))

    def set_up_again(self, process):
        """Waits for another process that serves."""
        self.container.wait("a new process", lambda: self.process() not in (0, process)
                            and self.shown("ActiveState") == "active")


def installs(service):
    service.run("useradd alice && useradd bob")
    service.run("dpkg -i /build-package/sellerd.deb")
    service.run("gpasswd -a alice sellerd")
    for unit in ("sellerd.service", "sellerd.socket"):
        service.run(f"systemctl is-active {unit} && systemctl is-enabled {unit}")
    assert service.run("stat -c '%U %a' /var/lib/sellerd /run/sellerd") == "sellerd 700\nsellerd 755"
    assert service.shown("User") == "sellerd"
    service.wait_for_status("No account is connected")


def lets_in_its_group_only(service):
    service.ctl("status")
    service.ctl("status", user="bob", code=4)
    assert service.run("stat -c '%U %G %a' /run/sellerd/sellerd.sock") == "root sellerd 660"


def syncs(service):
    service.run("systemd-run -q --unit=marketplace -p StandardOutput=file:/run/marketplace.json "
                f"/build/tests/sandbox/sellerd-sandbox --rate-multiplier 20000 --synthetic-orders {ORDERS}")
    service.container.wait("the marketplace", lambda: service.run("cat /run/marketplace.json").endswith("}"))
    market = json.loads(service.run("cat /run/marketplace.json"))
    keys = json.dumps({key: market[key] for key in ("client_id", "client_secret", "refresh_token")})
    service.ctl("organisation set --gstin 29AAGCB7383J1Z4")
    service.ctl(f"connect amazon-in --seller-id {market['seller_id']} --credentials-file - --endpoint "
                f"{market['endpoint']} --token-endpoint {market['token_endpoint']}", text=keys)
    service.ctl("sync")
    assert service.orders() == ORDERS
    service.wait_for_status("1 account; waiting for the schedule")


def is_restarted_when_it_hangs(service):
    service.run("mkdir -p /run/systemd/system/sellerd.service.d && "
                "printf '[Service]\\nWatchdogSec=2\\n' >/run/systemd/system/sellerd.service.d/watchdog.conf && "
                "systemctl daemon-reload && systemctl restart sellerd.service")
    process = service.process()
    for _ in range(3):  # signs of life
        last = service.shown("WatchdogTimestampMonotonic")
        service.container.wait("a sign of life", lambda: service.shown("WatchdogTimestampMonotonic") != last)
    assert service.process() == process, "a loop that turns was killed"
    service.run(f"kill -STOP {process}")
    caller = service.container.start("runuser -u alice -- sellerctl orders --limit 1000 --json")
    service.set_up_again(process)
    service.wait_for_log("Watchdog timeout")
    assert service.shown("NRestarts") == "1"
    service.run("rm -r /run/systemd/system/sellerd.service.d && systemctl daemon-reload")
    # Who called while it hung was cut off or waited in the queue of the socket; who calls now is served.
    caller.communicate(timeout=60)
    assert service.orders() == ORDERS


def keeps_callers_waiting_while_it_restarts(service):
    process = service.process()
    restart = service.container.start("systemctl restart sellerd.service")
    while True:
        service.ctl("status")
        if restart.poll() is not None:
            break
    assert restart.returncode == 0
    service.set_up_again(process)


def reloads(service):
    process = service.process()
    good = service.run(f"cat {SETTINGS}")
    service.run(f"printf 'read_group = sellerd\\nlog_level = debug\\nsocket = /elsewhere\\n' >{SETTINGS}")
    service.run("systemctl reload sellerd.service")
    service.wait_for_log("configuration reloaded")
    service.wait_for_log("counts from the next start on key=socket")
    service.ctl("status")
    service.ctl("stop-all", code=4)
    # A mistake is refused at once; a group that does not exist is told in the status. Neither changes anything.
    service.run(f"printf 'log_level = loud\\n' >{SETTINGS}")
    service.run("systemctl reload sellerd.service", code=1)
    service.run(f"printf 'operate_group = nobody-knows\\n' >{SETTINGS}")
    service.run("systemctl reload sellerd.service")
    service.wait_for_status("The configuration was not reloaded: operate_group: ")
    service.ctl("status")
    service.run(f"cat >{SETTINGS}", text=good + "\n# Ours.\n")
    service.run("systemctl reload sellerd.service")
    service.container.wait("the old rights", lambda: service.container.try_run(
        "runuser -u alice -- sellerctl resume-all").returncode == 0)
    assert service.process() == process


def starts_for_a_caller(service):
    service.run("systemctl stop sellerd.service")
    assert service.shown("ActiveState") == "inactive"
    assert service.orders() == ORDERS
    assert service.shown("ActiveState") == "active"
    lets_in_its_group_only(service)


def takes_its_key_from_a_credential(service):
    service.run("mkdir -p -m 700 /etc/credstore.encrypted && systemctl stop sellerd.socket sellerd.service")
    service.run("systemd-creds encrypt --with-key=host --name=master-key /var/lib/sellerd/master.key "
                "/etc/credstore.encrypted/sellerd.master-key && rm /var/lib/sellerd/master.key")
    service.run("systemctl start sellerd.socket sellerd.service")
    service.ctl("sync")  # the account's credentials are sealed under it
    service.run("test ! -e /var/lib/sellerd/master.key")


def restores_a_backup(service):
    service.ctl("backup create")
    assert service.run("stat -c '%U %a' /var/lib/sellerd/backups") == "sellerd 700"
    service.ctl("items add LATER-1")
    process = service.process()
    service.ctl("backup restore 1")
    service.set_up_again(process)
    service.wait_for_log("backup restored")
    assert service.orders() == ORDERS
    assert "LATER-1" not in service.ctl("items --json")
    service.run("test -d /var/lib/sellerd/books.before-restore && test ! -e /var/lib/sellerd/restore.request")
    assert "Failed with result" not in service.run(
        "journalctl -q -o cat -u sellerd.service | grep -A 9 'to restore a backup'")


def is_as_hardened_as_it_says(service):
    checked = service.container.try_run("systemd-analyze verify sellerd.service sellerd.socket")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stderr
    service.run("systemd-analyze security --threshold=15 sellerd.service")


def is_upgraded(service):
    process = service.process()
    version = service.run("dpkg-query -W -f '${Version}' sellerd")
    service.run("dpkg -i /build-package/newer.deb")
    assert service.run("dpkg-query -W -f '${Version}' sellerd") == version + ".1"
    service.set_up_again(process)
    assert service.orders() == ORDERS
    assert service.run(f"tail -n 1 {SETTINGS}") == "# Ours."
    # What an administrator has disabled stays disabled, what is stopped stays stopped.
    service.run("systemctl disable --now sellerd.socket sellerd.service")
    service.run("dpkg -i /build-package/newer.deb")
    assert service.shown("ActiveState") == "inactive"
    service.run("systemctl is-enabled sellerd.service", code=1)
    service.run("systemctl enable --now sellerd.service")


def is_removed_and_purged(service):
    service.run("dpkg -r sellerd")
    assert service.run("systemctl is-active sellerd.service sellerd.socket", code=3) == "inactive\ninactive"
    service.run(f"test -d /var/lib/sellerd/books && test -e {SETTINGS}")
    service.run("dpkg -i /build-package/sellerd.deb")
    assert service.orders() == ORDERS
    service.run("dpkg -P sellerd")
    service.run("test ! -e /var/lib/sellerd && test ! -e /run/sellerd && test ! -e /etc/sellerd")
    assert service.run("find /etc/systemd /usr/lib/systemd /var/lib/systemd/deb-systemd-helper-* "
                       "-name '*sellerd*' ! -name '*.credential*'") == ""


STEPS = [installs, lets_in_its_group_only, syncs, is_restarted_when_it_hangs,
         keeps_callers_waiting_while_it_restarts, reloads, starts_for_a_caller, takes_its_key_from_a_credential,
         restores_a_backup, is_as_hardened_as_it_says, is_upgraded, is_removed_and_purged]


def main():
    build, packages = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    package = max(packages.glob("sellerd_*.deb"), key=lambda path: path.stat().st_mtime)
    try:
        container = Container(build)
    except CannotRun as reason:
        print(f"skipped: {reason}")
        return SKIPPED
    try:
        with tempfile.TemporaryDirectory() as directory:
            inside = container.root / "build-package"
            inside.mkdir()
            shutil.copy(package, inside / "sellerd.deb")
            shutil.copy(newer_package(package, pathlib.Path(directory)), inside / "newer.deb")
        service = Service(container)
        for step in STEPS:
            print(step.__name__.replace("_", " "), flush=True)
            try:
                step(service)
            except BaseException:
                print(container.try_run("systemctl status -n 0 sellerd.service; "
                                        "journalctl -q -n 60 -u sellerd.service -u sellerd.socket").stdout)
                raise
    finally:
        container.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
