#!/usr/bin/env python3
"""Pictures (SVG) of the dashboard, of real programs in a real terminal.

usage: dashboard_pictures.py BUILD_DIRECTORY OUTPUT_DIRECTORY    needs tmux

Writes dashboard-WIDTHxHEIGHT.svg during a sync, dashboard-idle-80x24.svg after it, and dashboard-order-80x24.svg.
"""

import pathlib
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

for directory in ("tests/support", "tests/terminal"):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / directory))
from shop import Shop  # noqa: E402
from terminal_session import Terminal  # noqa: E402

SIZES = ((40, 20), (80, 24), (200, 50))
CELL_WIDTH, CELL_HEIGHT, MARGIN = 8, 17, 10
BACKGROUND, FOREGROUND = "#1c1e22", "#d8dade"
# The terminal's colours by number.
COLORS = ("#3b3f46", "#f0716b", "#7fbf6a", "#e0b04c", "#6ea3e0", "#b98be0", "#5fbdbd", "#d8dade")
SEQUENCE = re.compile(r"\x1b\[([0-9;]*)m")


class Look:
    """What the sequences before a character say of it."""

    def __init__(self):
        self.color, self.bold, self.faint, self.reverse = FOREGROUND, False, False, False

    def take(self, codes):
        for code in (int(number or 0) for number in codes.split(";")):
            if code == 0:
                self.__init__()
            elif code in (1, 2, 7):
                setattr(self, {1: "bold", 2: "faint", 7: "reverse"}[code], True)
            elif code == 22:
                self.bold = self.faint = False
            elif code == 27:
                self.reverse = False
            elif 30 <= code <= 37:
                self.color = COLORS[code - 30]
            elif code == 39:
                self.color = FOREGROUND


def columns_of(text):
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def piece(text, look, column, row):
    """A run of characters that look alike, stretched to its columns so that every font keeps to the grid."""
    width = columns_of(text) * CELL_WIDTH
    left, top = MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT
    color = look.color
    parts = []
    if look.reverse:
        parts.append(f'<rect x="{left}" y="{top}" width="{width}" height="{CELL_HEIGHT}" fill="{color}"/>')
        color = BACKGROUND
    if text.strip():
        style = (' font-weight="bold"' if look.bold else "") + (' opacity="0.6"' if look.faint else "")
        parts.append(f'<text x="{left}" y="{top + 13}" textLength="{width}" lengthAdjust="spacingAndGlyphs" '
                     f'fill="{color}"{style} xml:space="preserve">{escape(text)}</text>')
    return "".join(parts)


def picture(screen, width, height):
    """The SVG of a screen as tmux captured it."""
    look = Look()
    lines = []
    for row, line in enumerate(screen.split("\n")[:height]):
        column = 0
        # Text and the codes of sequences take turns.
        for place, part in enumerate(SEQUENCE.split(line)):
            if place % 2:
                look.take(part)
            elif part:
                lines.append(piece(part, look, column, row))
                column += columns_of(part)
    wide, high = width * CELL_WIDTH + 2 * MARGIN, height * CELL_HEIGHT + 2 * MARGIN
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">\n'
            f'<rect width="100%" height="100%" rx="6" fill="{BACKGROUND}"/>\n'
            '<g font-family="DejaVu Sans Mono, Liberation Mono, Menlo, Consolas, monospace" font-size="13">\n'
            + "\n".join(lines) + "\n</g>\n</svg>\n")


def main():
    build, output = sys.argv[1], pathlib.Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)

    def save(name, terminal, width, height):
        path = output / f"dashboard-{name}{width}x{height}.svg"
        path.write_text(picture(terminal.screen(colored=True), width, height))
        print(path)

    # Slow enough that a sync lasts until every picture of it is taken.
    with Shop(build, ["--rate-multiplier", "60", "--synthetic-orders", "6000"]) as shop:
        shop.start_daemon()
        shop.connect()
        for width, height in SIZES:
            with Terminal(shop, width, height) as terminal:
                terminal.type(f"{shop.sellerctl}\n")
                terminal.wait("Running")
                terminal.wait(" created")
                terminal.wait("FREE" if width >= 200 else "Runs")
                save("", terminal, width, height)
    with Shop(build, ["--rate-multiplier", "20000", "--days", "2"]) as shop:
        shop.start_daemon()
        shop.connect()
        shop.ctl("sync")
        shop.sell()
        with Terminal(shop, 80, 24) as terminal:
            terminal.type(f"{shop.sellerctl}\n")
            terminal.wait("100.0 % verified")
            terminal.wait_gone(" 0  changes")  # the day's orders are asked for last
            save("idle-", terminal, 80, 24)
            terminal.press("Tab")
            terminal.wait("[Orders]")
            terminal.press("Enter")
            terminal.wait("Fulfilled by")
            save("order-", terminal, 80, 24)


if __name__ == "__main__":
    main()
