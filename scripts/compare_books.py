#!/usr/bin/env python3
"""Compares two lists record by record, such as an export of Zoho's and one of sellerd's, and says what differs.

usage: compare_books.py LEFT RIGHT --key LEFT_COLUMN=RIGHT_COLUMN [--value LEFT_COLUMN=RIGHT_COLUMN]...
                        [--sum LEFT_COLUMNS=RIGHT_COLUMNS]... [--same LEFT_WORD=RIGHT_WORD]... [--without COLUMN=WORD]...

  LEFT, RIGHT   CSV files, or what `sellerctl ... --json` prints; - is standard input
  --key         what tells the records apart; a file may have several rows of one record
  --value       must be equal, whatever its case; numbers are compared as numbers
  --sum         the sums over the rows of a record must be equal; "igst+cgst+sgst" adds columns
  --same        two words that mean the same, such as Void=cancelled
  --without     leaves out the rows with this word in this column, of whichever file has the column

Of a column that is a JSON object, name the part: total.amount. Exit status: 0 where nothing differs, 1 where something does.
"""

import argparse
import csv
import decimal
import io
import json
import pathlib
import sys


def flat(record, prefix=""):
    for name, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, "" if value is None else str(value)


def rows_of(name):
    text = sys.stdin.read() if name == "-" else pathlib.Path(name).read_text(encoding="utf-8-sig")
    if text.lstrip().startswith("{"):
        return [dict(flat(json.loads(line))) for line in text.splitlines() if line.strip()]
    return list(csv.DictReader(io.StringIO(text)))


def number(text):
    try:
        return decimal.Decimal(text.replace(",", "").removeprefix("INR").removeprefix("₹").strip())
    except decimal.InvalidOperation:
        return None


class List:
    def __init__(self, name, side, wishes):
        self.name = name
        self.records = {}
        for row in rows_of(name):
            if any(row.get(column) == word for column, word in wishes.without):
                continue
            key = self.cell(row, wishes.key[side]).strip()
            if key:
                self.records.setdefault(key, []).append(row)

    def cell(self, row, column):
        if column not in row:
            raise SystemExit(f"compare_books.py: {self.name} has no column \"{column}\"; it has: " + ", ".join(row))
        return row[column] or ""

    def value(self, key, column):
        return self.cell(self.records[key][0], column).strip()

    def number(self, key, row, column):
        cell = self.cell(row, column).strip()
        found = number(cell or "0")
        if found is None:
            raise SystemExit(f"compare_books.py: {self.name}, {key}: {column} \"{cell}\" is no number")
        return found

    def sum(self, key, columns):
        return sum(self.number(key, row, column) for row in self.records[key] for column in columns.split("+"))


def is_same(left, right, words):
    left, right = left.lower(), right.lower()
    if left == right or (left, right) in words:
        return True
    numbers = number(left), number(right)
    return None not in numbers and numbers[0] == numbers[1]


def differences(left, right, wishes):
    words = {(one.lower(), other.lower()) for one, other in wishes.same}
    for key in sorted(left.records.keys() | right.records.keys()):
        if key not in right.records:
            yield f"only in {left.name}: {key}"
        elif key not in left.records:
            yield f"only in {right.name}: {key}"
        else:
            for ours, theirs in wishes.value:
                one, other = left.value(key, ours), right.value(key, theirs)
                if not is_same(one, other, words):
                    yield f"{key}: {ours} {one or '-'}, {theirs} {other or '-'}"
            for ours, theirs in wishes.sum:
                one, other = left.sum(key, ours), right.sum(key, theirs)
                if one != other:
                    yield f"{key}: {ours} {one}, {theirs} {other}"


def pair(text):
    one, equals, other = text.partition("=")
    if not one or not equals:
        raise argparse.ArgumentTypeError(f"\"{text}\" is not NAME=NAME")
    return one, other


def main():
    options = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1], add_help=True)
    options.add_argument("left")
    options.add_argument("right")
    options.add_argument("--key", type=pair, required=True)
    for name in ("--value", "--sum", "--same", "--without"):
        options.add_argument(name, type=pair, action="append", default=[])
    wishes = options.parse_args()
    left, right = List(wishes.left, 0, wishes), List(wishes.right, 1, wishes)
    found = list(differences(left, right, wishes))
    for line in found:
        print(line)
    both = len(left.records.keys() & right.records.keys())
    print(f"{both} in both, {len(found)} difference{'' if len(found) == 1 else 's'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
