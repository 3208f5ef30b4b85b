#!/usr/bin/env python3
"""Line coverage of the directories that hold the books, from the profiles that instrumented programs have left.

  scripts/coverage.py BUILD_DIRECTORY [--least PERCENT]

After `ctest --preset coverage` with BUILD_DIRECTORY build/coverage.
Ends with 1 when a directory lies below the least.
"""
import argparse
import json
import pathlib
import subprocess
import sys

DIRECTORIES = ["daemon/books", "daemon/sync", "daemon/store", "daemon/channel", "daemon/stock", "daemon/control",
               "daemon/http", "common", "ctl"]
HELD = DIRECTORIES[:4]
PROGRAMS = ["tests/unit_tests", "tests/integration_tests", "tests/simulation", "tests/stock_simulation",
            "daemon/sellerd", "ctl/sellerctl"]


def export(build):
    profiles = sorted((build / "profiles").glob("*.profraw"))
    if not profiles:
        sys.exit(f"{build}/profiles holds no profile: run the tests with LLVM_PROFILE_FILE first")
    merged = build / "profiles" / "all.profdata"
    subprocess.run(["llvm-profdata-19", "merge", "-sparse", "-o", merged, *profiles], check=True)
    programs = [build / name for name in PROGRAMS if (build / name).exists()]
    command = ["llvm-cov-19", "export", "-summary-only", f"-instr-profile={merged}", programs[0]]
    for program in programs[1:]:
        command += ["-object", program]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--least", type=int, default=90, help="percent that books, sync, store and channel must reach")
    options = parser.parse_args()
    source = pathlib.Path(__file__).resolve().parent.parent
    lines = {name: [0, 0] for name in DIRECTORIES}
    for file in export(options.build)["data"][0]["files"]:
        path = pathlib.Path(file["filename"])
        if not path.is_relative_to(source):
            continue
        for name in DIRECTORIES:
            if path.is_relative_to(source / name):
                lines[name][0] += file["summary"]["lines"]["covered"]
                lines[name][1] += file["summary"]["lines"]["count"]
    failed = False
    print(f"{'directory':<16}{'lines':>8}{'covered':>9}{'percent':>9}")
    for name, (covered, count) in lines.items():
        permille = covered * 1000 // count if count else 0
        below = name in HELD and permille < options.least * 10
        failed = failed or below
        print(f"{name:<16}{count:>8}{covered:>9}{permille // 10:>7}.{permille % 10}" + ("  too little" if below else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
