#!/usr/bin/env python3
"""Draws a terminal's screen: tmux capture-pane -e -p | screen.py TITLE > picture.svg

Knows what editors write: colours (16, 256, 24 bit), bold, dim, italic, underline, reverse. Every run
of letters has its width written down, so that columns stand below each other in any fixed-width font.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from html import escape
from unicodedata import east_asian_width

# Width and height of a cell, size of the letters, space around the screen.
CELL, LINE, FONT, PAD, BAR = 8.4, 18.0, 14, 14, 30
BACKGROUND, FOREGROUND = "#1e2127", "#d7dae0"
# The 16 colours, chosen for contrast on the background.
ANSI = [
    "#5c6370", "#ef8a86", "#98c379", "#e5c07b", "#74b8f2", "#d19ae8", "#66c5cf", "#d7dae0",
    "#828997", "#ff9d98", "#b5e890", "#ffd787", "#8fcaff", "#e5b3ff", "#86e0ea", "#ffffff",
]  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a cell looks."""

    fg: str | None = None
    bg: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


def color(codes: list[int]) -> str:
    """The colour that `38;…` or `48;…` names; eats its codes."""
    kind = codes.pop(0) if codes else 5
    if kind == 2:
        red, green, blue = (codes.pop(0) if codes else 0 for _ in range(3))
        return f"#{red:02x}{green:02x}{blue:02x}"
    index = codes.pop(0) if codes else 0
    if index < 16:
        return ANSI[index]
    if index >= 232:
        return "#" + f"{8 + 10 * (index - 232):02x}" * 3
    index -= 16
    return "#" + "".join(f"{0 if part == 0 else 55 + 40 * part:02x}" for part in (index // 36, index // 6 % 6, index % 6))


def restyled(style: Style, text: str) -> Style:
    """The style after the escape sequence `ESC [ text m`."""
    # Sub-parameters: `4:3` is a curly line, `58:…` its colour.
    codes = [int(code) for part in text.split(";") for code in [part.split(":")[0] or "0"] if code.isdigit()]
    if not codes:
        return Style()
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = Style()
        elif code in (1, 2, 3, 4, 7):
            style = replace(style, **{{1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}[code]: True})
        elif code == 22:
            style = replace(style, bold=False, dim=False)
        elif code in (23, 24, 27):
            style = replace(style, **{{23: "italic", 24: "underline", 27: "reverse"}[code]: False})
        elif code in (38, 48, 58):
            found = color(codes)
            if code != 58:
                style = replace(style, **{"fg" if code == 38 else "bg": found})
        elif code == 39:
            style = replace(style, fg=None)
        elif code == 49:
            style = replace(style, bg=None)
        elif 30 <= code < 38 or 90 <= code < 98:
            style = replace(style, fg=ANSI[code - 30 if code < 38 else code - 82])
        elif 40 <= code < 48 or 100 <= code < 108:
            style = replace(style, bg=ANSI[code - 40 if code < 48 else code - 92])
    return style


def runs(line: str, style: Style) -> tuple[list[tuple[str, Style]], Style]:
    """The pieces of a line that look the same, and the style at its end."""
    pieces = []
    for index, piece in enumerate(re.split(r"\x1b\[([\d;:]*)m", line)):
        if index % 2:
            style = restyled(style, piece)
        elif piece:
            pieces.append((re.sub(r"\x1b[\[\]()][^a-zA-Z]*[a-zA-Z]", "", piece), style))
    return pieces, style


def width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def ground(rows: list[list[tuple[str, Style]]]) -> str:
    """What most of the screen lies on: an editor's own background, where it has one."""
    cells = Counter()
    for text, look in (piece for row in rows for piece in row):
        if look.bg and not look.reverse:
            cells[look.bg] += len(text)
    color, n_cells = cells.most_common(1)[0] if cells else (BACKGROUND, 0)
    return color if n_cells > sum(len(text) for row in rows for text, _ in row) / 3 else BACKGROUND


def draw(lines: list[str], title: str) -> str:
    while lines and not lines[-1].strip():
        lines.pop()
    style, body, columns, rows = Style(), [], 0, []
    for line in lines:
        pieces, style = runs(line, style)
        rows.append(pieces)
    background = ground(rows)
    for row, pieces in enumerate(rows):
        column, top = 0, BAR + PAD + row * LINE
        for text, look in pieces:
            fg, bg = look.fg or FOREGROUND, look.bg
            if look.reverse:
                fg, bg = bg or background, fg
            n_cells = width(text)
            x, wide = PAD + column * CELL, n_cells * CELL
            if bg and bg != background:
                body.append(f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{LINE}" fill="{bg}"/>')
            if text.strip():
                # Outer spaces have no width of their own in a picture.
                start = len(text) - len(text.lstrip(" "))
                inner = text.strip(" ")
                look_of = f'fill="{fg}"' + ' font-weight="bold"' * look.bold + ' font-style="italic"' * look.italic
                look_of += ' text-decoration="underline"' * look.underline + ' opacity="0.65"' * look.dim
                body.append(
                    f'<text x="{x + start * CELL:.1f}" y="{top + LINE - 5:.1f}" textLength="{width(inner) * CELL:.1f}" '
                    f'lengthAdjust="spacingAndGlyphs" xml:space="preserve" {look_of}>{escape(inner)}</text>'
                )
            column += n_cells
        columns = max(columns, column)
    full_width, full_height = 2 * PAD + columns * CELL, BAR + 2 * PAD + len(lines) * LINE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full_width:.0f} {full_height:.0f}" role="img" aria-label="{escape(title)}"'
            f' font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT}">',
            f'<rect width="100%" height="100%" rx="8" fill="{background}"/>',
            f'<text x="{full_width / 2:.0f}" y="21" text-anchor="middle" fill="#a8b0b8" font-family="sans-serif" font-size="13">{escape(title)}</text>',
            *body,
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(draw(sys.stdin.read().splitlines(), sys.argv[1] if len(sys.argv) > 1 else "terminal"))
