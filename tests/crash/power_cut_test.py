"""The power cut itself: what was not synced goes, what was stays. Argument: the preloaded library."""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from power_cut import Disk

WRITE = """
import os, sys
def write(name, text, sync=True):
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(file, text)
    if sync: os.fsync(file)
    os.close(file)
def sync(name):
    directory = os.open(name, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)
os.chdir("/")
root = sys.argv[1]
"""


class PowerCut(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.directory.name) / "disk"
        self.root.mkdir()
        self.disk = Disk(self.root, pathlib.Path(self.directory.name) / "beside")

    def tearDown(self):
        self.directory.cleanup()

    def run_program(self, text):
        subprocess.run([sys.executable, "-c", WRITE + text, str(self.root)], check=True,
                       env={**os.environ, "LD_PRELOAD": LIBRARY, **self.disk.environment()})

    def cut(self, dice=None):
        return self.disk.cut(dice or Worst())

    def content(self, name):
        path = self.root / name
        return path.read_bytes() if path.exists() else None

    def test_what_was_synced_with_its_directory_stays(self):
        self.run_program("write(root + '/a', b'kept'); sync(root)")
        self.cut()
        self.assertEqual(self.content("a"), b"kept")

    def test_a_name_without_a_sync_of_its_directory_goes(self):
        self.run_program("write(root + '/a', b'kept')")
        self.cut()
        self.assertIsNone(self.content("a"))

    def test_bytes_that_were_not_synced_go(self):
        self.run_program("write(root + '/a', b'kept'); sync(root)\n"
                         "file = os.open(root + '/a', os.O_WRONLY | os.O_APPEND); os.write(file, b' and not')")
        self.cut()
        self.assertEqual(self.content("a"), b"kept")

    def test_a_kill_makes_nothing_durable(self):
        self.run_program("write(root + '/a', b'lost', sync=False); sync(root)")
        self.run_program("write(root + '/b', b'kept'); sync(root)")
        self.cut()
        self.assertEqual(self.content("a"), b"")
        self.assertEqual(self.content("b"), b"kept")

    def test_a_rename_without_a_sync_is_undone_and_one_with_it_stays(self):
        self.run_program("write(root + '/a', b'old'); write(root + '/new', b'new'); sync(root)\n"
                         "os.rename(root + '/new', root + '/a')")
        self.cut()
        self.assertEqual((self.content("a"), self.content("new")), (b"old", b"new"))
        self.run_program("os.rename(root + '/new', root + '/a'); sync(root)")
        self.cut()
        self.assertEqual((self.content("a"), self.content("new")), (b"new", None))

    def test_what_was_removed_comes_back_without_a_sync(self):
        self.run_program("write(root + '/a', b'old'); sync(root); os.unlink(root + '/a')")
        self.cut()
        self.assertEqual(self.content("a"), b"old")
        self.run_program("os.unlink(root + '/a'); sync(root)")
        self.cut()
        self.assertIsNone(self.content("a"))

    def test_a_directory_goes_with_what_is_in_it_unless_its_parent_is_synced(self):
        self.run_program("os.mkdir(root + '/d'); write(root + '/d/a', b'x'); sync(root + '/d')")
        self.cut()
        self.assertFalse((self.root / "d").exists())
        self.run_program("os.mkdir(root + '/d'); write(root + '/d/a', b'x'); sync(root + '/d'); sync(root)")
        self.cut()
        self.assertEqual(self.content("d/a"), b"x")

    def test_what_is_in_a_directory_that_was_renamed_is_known(self):
        self.run_program("os.mkdir(root + '/d'); sync(root); write(root + '/d/a', b'x'); sync(root + '/d')\n"
                         "os.rename(root + '/d', root + '/e'); sync(root); write(root + '/e/b', b'y')")
        self.cut()
        self.assertEqual((self.content("e/a"), self.content("e/b")), (b"x", None))

    def test_a_tail_is_torn_in_every_way_and_nothing_before_it(self):
        seen = set()
        for seed in range(40):
            self.run_program("write(root + '/a', b'k' * 5000); sync(root)\n"
                             "file = os.open(root + '/a', os.O_WRONLY | os.O_APPEND); os.write(file, b't' * 9000)")
            self.cut(random.Random(seed))
            held = self.content("a")
            self.assertEqual(held[:5000], b"k" * 5000)
            seen.add((len(held) < 14000, b"\0" in held[5000:], bool(held[5000:].strip(b"t\0"))))
        self.assertGreaterEqual(seen, {(True, False, False), (False, True, False), (False, True, True),
                                       (False, False, False)})


class Worst:
    """Dice that leave nothing that need not be left."""

    @staticmethod
    def choice(among):
        return among[0]

    @staticmethod
    def randint(low, _):
        return low


if __name__ == "__main__":
    LIBRARY = sys.argv.pop(1)
    unittest.main()
