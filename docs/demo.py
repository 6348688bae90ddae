#!/usr/bin/env python3
"""Draws docs/images/demo.svg: real commands and what the built program really answers.

    pip install rich && python3 docs/demo.py target/release/boardwise
"""

import io
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = [
    "boardwise check esp32-night-light/mistakes.ino",
    "boardwise complete esp32-night-light/esp32-night-light.ino:17:11",
    'boardwise generate "read a DHT22 on pin 34" --board esp32dev --lang arduino',
]
# Enough to see what it does; the picture is not the manual.
MAX_LINES = {0: 26, 1: 14, 2: 6}


def main():
    program = Path(sys.argv[1]).resolve()
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True)
    for index, command in enumerate(COMMANDS):
        shell = command.replace("boardwise", f"'{program}'", 1)
        answer = subprocess.run(shell, shell=True, cwd=ROOT / "examples", capture_output=True, text=True)
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
        lines = (answer.stdout + answer.stderr).rstrip().splitlines()
        for line in lines[: MAX_LINES[index]]:
            style = "red" if line.startswith("error") or "×" in line else "yellow" if line.startswith("warning") else ""
            console.print(Text(line, style=style))
        if len(lines) > MAX_LINES[index]:
            console.print(Text("…", style="dim"))
        console.print()
    svg = console.export_svg(title="boardwise")
    # The picture must not reach for fonts on the network.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    (ROOT / "docs" / "images" / "demo.svg").write_text(svg)


if __name__ == "__main__":
    main()
