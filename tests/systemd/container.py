"""A real systemd in a container over this machine's own file system: nothing that happens inside stays.

Needs root, overlayfs and systemd-nspawn. One container at a time on a machine: the control groups that
systemd-nspawn makes have fixed names.
"""

import errno
import fcntl
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

# Units of the host that would wait for a network that is not there.
MASKED = ["systemd-networkd-wait-online.service", "NetworkManager-wait-online.service",
          "ifupdown-wait-online.service"]
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


class CannotRun(Exception):
    """This machine lacks the rights or the programs; the text says which."""


def control_groups():
    """The directories below which systemd-nspawn makes its groups payload and supervisor."""
    for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines():
        number, controllers, path = line.split(":", 2)
        if controllers == "name=systemd":
            yield pathlib.Path("/sys/fs/cgroup/systemd" + path)
        elif number == "0":
            unified = pathlib.Path("/sys/fs/cgroup/unified")
            yield pathlib.Path(f"{unified if unified.is_dir() else '/sys/fs/cgroup'}{path}")


def removed(group):
    """Removes a control group and those below it; false while one still has a process that ends."""
    try:
        for directory, _, _ in os.walk(group, topdown=False):
            os.rmdir(directory)
    except OSError as failure:
        if failure.errno != errno.EBUSY:
            raise
        return False
    return True


def quiet(*words):
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


class Container:
    def __init__(self, visible):
        """`visible`: a directory of the host that is /build inside, to be read only."""
        if os.geteuid() != 0:
            raise CannotRun("it needs root")
        for program in ("systemd-nspawn", "nsenter"):
            if shutil.which(program) is None:
                raise CannotRun(f"{program} is not installed")
        # The directory itself: a file of ours would stay there.
        self.lock = os.open("/run/lock", os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.groups = [directory / name for directory in control_groups() for name in ("payload", "supervisor")
                       if not (directory / name).exists()]
        self.leader = None
        self.nspawn = None
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sellerd-container-"))
        try:
            self.root = self.mount()
            self.boot(visible)
        except BaseException:
            self.close()
            raise

    def mount(self):
        if quiet("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", self.directory) != 0:
            raise CannotRun("mounting is not allowed here")
        for name in ("upper", "work", "root"):
            (self.directory / name).mkdir()
        root = self.directory / "root"
        layers = f"lowerdir=/,upperdir={self.directory}/upper,workdir={self.directory}/work"
        if quiet("mount", "-t", "overlay", "overlay", "-o", layers, root) != 0:
            raise CannotRun("overlay file systems are not allowed here")
        (root / "etc/machine-id").write_text("")
        # Images of containers forbid packages to start services; here they shall.
        (root / "usr/sbin/policy-rc.d").unlink(missing_ok=True)
        return root

    def boot(self, visible):
        self.log = open(self.directory / "boot.log", "w", encoding="utf-8")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "-D", self.root, "--boot", "--register=no", "--keep-unit",
             "--private-network", "--console=pipe", f"--machine=sellerd-test-{os.getpid()}",
             f"--bind-ro={visible}:/build", "systemd.unit=basic.target"]
            + [f"systemd.mask={unit}" for unit in MASKED],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        self.wait("systemd to run", self.is_up, seconds=60)

    def is_up(self):
        if self.nspawn.poll() is not None:
            raise RuntimeError("systemd-nspawn ended: " + (self.directory / "boot.log").read_text()[-2000:])
        children = pathlib.Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children").read_text().split()
        if not children:
            return False
        self.leader = children[0]
        return self.try_run("systemctl is-system-running").stdout.strip() in ("running", "degraded")

    def try_run(self, command, text=None):
        """Runs a shell command inside; the finished process with its output as text."""
        return subprocess.run(
            ["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "-C", "env", "-i"]
            + [f"{key}={value}" for key, value in ENVIRONMENT.items()] + ["sh", "-c", command],
            input=text, stdin=None if text is not None else subprocess.DEVNULL, capture_output=True, text=True,
            timeout=120, check=False)

    def run(self, command, text=None, code=0):
        done = self.try_run(command, text)
        assert done.returncode == code, (
            f"{command}\n  ended with {done.returncode} instead of {code}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def start(self, command):
        """The same in the background."""
        return subprocess.Popen(
            ["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "-C", "sh", "-c", command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)

    def wait(self, what, condition, seconds=30):
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}"
            time.sleep(0.05)

    def close(self):
        if self.nspawn is not None and self.nspawn.poll() is None:
            if self.leader is not None:
                self.try_run("systemctl poweroff --force")
            try:
                self.nspawn.wait(20)
            except subprocess.TimeoutExpired:
                self.nspawn.kill()
                self.nspawn.wait()
            self.log.close()
        for mounted in (self.directory / "root", self.directory):
            if os.path.ismount(mounted):
                subprocess.run(["umount", mounted], check=True)
        self.directory.rmdir()
        for group in self.groups:
            if group.exists():
                self.wait(f"{group} to be empty", lambda: removed(group))
        os.close(self.lock)
