#!/usr/bin/env python3
"""That a document which is not true is found out."""

import os
import sys
import tempfile

from transcript import run, steps_of

DOCUMENT = """
```
$ not typed
```
```console
$ echo one; echo two
one
...
$ x=3
$ echo "$x
> 4"
3 4
$ false
```
"""


def main():
    with tempfile.TemporaryDirectory() as directory:
        def wrong(text):
            return run(steps_of(text), directory, dict(os.environ))

        assert not wrong(DOCUMENT), wrong(DOCUMENT)
        assert len(wrong(DOCUMENT.replace("3 4", "3 5"))) == 1
        assert len(wrong(DOCUMENT.replace("$ false", "$ echo more"))) == 1
        assert "line 10" in wrong(DOCUMENT.replace("3 4", "3 5"))[0], wrong(DOCUMENT.replace("3 4", "3 5"))
        assert wrong(DOCUMENT.replace("$ x=3", "$ exit"))
        assert len(wrong(DOCUMENT.replace("echo two", "echo sellerctl: no such thing"))) == 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
