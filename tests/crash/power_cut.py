"""What a power cut leaves of the files of a program that was killed.

preload_disk.cpp notes what the program made durable. cut() takes the rest away, or leaves some of it: of names
that were made, changed or taken away and whose directory was not synced since, the newest ones are undone, in
the order of a journal; of bytes that were not synced a part stays, or zeros or garbage stand in their place.
What a kill alone leaves goes on being in doubt, until a sync or a cut.
"""

import collections
import os
import pathlib
import shutil

PAGE = 4096
# How an unsynced tail ends.
TAILS = ("gone", "torn", "torn at a page", "zeros", "garbage", "a hole", "whole")


class Names:
    """The names and bytes that are in doubt, after the notes."""

    def __init__(self, notes):
        self.changes = []  # [kind, path, second path, name in trash/], oldest first; None once durable
        self.synced = {}  # bytes by path; what is not here is durable as it is
        self.saved = {}  # bytes by name in trash/
        self.begun = {}  # number of a directory's sync: how many changes there were
        for line in notes.read_text(encoding="utf-8", errors="surrogateescape").split("\n"):
            parts = line.split("\t")
            if len(parts) >= 3:  # a kill can cut the last one short
                self.take(parts[0], parts[1], [os.path.normpath(path) for path in parts[2:]])

    def take(self, kind, argument, paths):
        path = paths[0]
        if kind == "C":
            self.changes.append((kind, path, None, None))
            self.synced[path] = 0
        elif kind == "O":
            self.synced.setdefault(path, int(argument))
        elif kind == "W":
            self.synced[path] = min(self.synced.get(path, int(argument)), int(argument))
        elif kind == "S":
            self.synced[path] = int(argument)
        elif kind == "R":
            self.changes.append((kind, path, paths[1], argument))
            self.saved[argument] = self.synced.pop(paths[1], None)
            if path in self.synced:
                self.synced[paths[1]] = self.synced.pop(path)
            self.move_below(path, paths[1])
        elif kind == "U":
            self.changes.append((kind, path, None, argument))
            self.saved[argument] = self.synced.pop(path, None)
        elif kind in ("M", "X"):
            self.changes.append((kind, path, None, None))
        elif kind == "d":
            self.begun[argument] = len(self.changes)
        elif kind == "D":
            self.settle(path, self.begun.pop(argument, 0))

    def move_below(self, path, target):
        """A directory was renamed: what lies in it has other paths now."""
        for name in [name for name in self.synced if name.startswith(path + "/")]:
            self.synced[target + name[len(path):]] = self.synced.pop(name)
        self.changes = [change and (change[0], moved(change[1], path, target),
                                    change[2] and moved(change[2], path, target), change[3])
                        for change in self.changes[:-1]] + self.changes[-1:]

    def settle(self, directory, count):
        for place, change in enumerate(self.changes[:count]):
            if change and directory in (os.path.dirname(change[1]), os.path.dirname(change[2] or "")):
                self.changes[place] = None


def moved(path, old, new):
    return new + path[len(old):] if path.startswith(old + "/") else path


class Disk:
    """A directory whose programs run with the preloaded notes."""

    def __init__(self, root, notes_directory):
        self.root = pathlib.Path(root)
        self.notes = pathlib.Path(notes_directory) / "notes"
        self.trash = pathlib.Path(notes_directory) / "trash"
        self.trash.mkdir(parents=True)
        self.notes.touch()
        self.counts = collections.Counter()

    def environment(self):
        return {"SELLERD_TEST_DISK": str(self.root), "SELLERD_TEST_NOTES": str(self.notes)}

    def cut(self, dice):
        """Takes away what was not durable, or a part of it, after the last process has ended. All that is left is
        durable. Returns what was done, for people."""
        names = Names(self.notes)
        pending = [change for change in names.changes if change]
        kept = dice.choice((0, 0, len(pending), dice.randint(0, len(pending))))
        told = [self.undo(names, *change) for change in reversed(pending[kept:])]
        for path, size in sorted(names.synced.items()):
            told.append(self.tear(path, size, dice))
        self.notes.write_text("")
        shutil.rmtree(self.trash)
        self.trash.mkdir()
        return [line for line in told if line]

    def undo(self, names, kind, path, second, trash):
        self.counts["names undone"] += 1
        saved = self.trash / trash if trash else None
        if kind == "C":
            if os.path.lexists(path):
                os.unlink(path)
            names.synced.pop(path, None)
        elif kind == "M":
            shutil.rmtree(path, ignore_errors=True)
        elif kind == "X":
            pathlib.Path(path).mkdir(exist_ok=True)
        elif kind == "U":
            self.restore(names, saved, path, trash)
        elif os.path.lexists(path) or not os.path.lexists(second):
            return ""  # noted, and cut before it was done
        else:
            os.rename(second, path)
            if second in names.synced:
                names.synced[path] = names.synced.pop(second)
            self.restore(names, saved, second, trash)
        return f"{kind} {path}{' ' + second if second else ''} undone"

    @staticmethod
    def restore(names, saved, path, trash):
        if saved.exists() and not os.path.lexists(path):
            os.link(saved, path)
            if names.saved.get(trash) is not None:
                names.synced[path] = names.saved[trash]

    def tear(self, path, synced, dice):
        if not os.path.isfile(path) or os.path.getsize(path) <= synced:
            return ""
        size = os.path.getsize(path)
        tail = dice.choice(TAILS)
        self.counts["tails " + tail] += 1
        if tail == "whole":
            return ""
        with open(path, "r+b") as file:
            torn = dice.randint(synced, size)
            if tail == "gone":
                file.truncate(synced)
            elif tail == "torn":
                file.truncate(torn)
            elif tail == "torn at a page":
                file.truncate(max(synced, torn // PAGE * PAGE))
            else:
                end = size if tail != "a hole" else min(size, torn + PAGE)
                file.seek(torn)
                file.write(dice.randbytes(end - torn) if tail == "garbage" else bytes(end - torn))
        return f"{path}: {tail} of the bytes {synced} to {size}"
