"""Training text from our own recipes: each program for every board that fits, in several hands.

`cargo run -p suggest --example write_recipes OUT` writes the programs; here their names, numbers and
comments are varied, so that the model learns the task and not the wording.
"""

import random
import re
from pathlib import Path

_DECLARED = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:static|const|constexpr|volatile|unsigned|long|int|float|bool|byte|char|uint8_t|uint16_t|uint32_t|int16_t|int32_t)[ \t]+)+([A-Za-z_]\w*)[ \t]*="
    r"|#define[ \t]+([A-Za-z_]\w*)[ \t]+\S"
    r"|(?:^|\n)([A-Za-z_]\w*)[ \t]*=[ \t]*(?!=)"
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_DURATION = re.compile(r"(\b(?:delay|sleep_ms|sleep)\()(\d{2,5})(\))")
_STYLES = (
    lambda words: "_".join(word.upper() for word in words),
    lambda words: "_".join(word.lower() for word in words),
    lambda words: words[0].lower() + "".join(word.capitalize() for word in words[1:]),
)
_COMMENT = {"arduino": re.compile(r"[ \t]*//[^\n]*"), "micropython": re.compile(r"[ \t]*#[^\n]*")}


def vary(text: str, lang: str, rng: random.Random) -> str:
    """The same program by another person: names in another style, other durations, fewer comments."""
    style = rng.choice(_STYLES)
    names = {name for match in _DECLARED.finditer(text) for name in match.groups() if name and len(name) > 3}
    renamed: dict[str, str] = {}
    for name in sorted(names):
        other = style(_WORDS.findall(name) or [name])
        # Two names must not become one, nor a name something that stands there already.
        if other != name and other not in renamed.values() and not re.search(rf"\b{re.escape(other)}\b", text):
            renamed[name] = other
    if renamed and rng.random() < 0.7:
        # Not behind a dot or in quotes: those are somebody else's names.
        pattern = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|(?<![.\w])(" + "|".join(map(re.escape, renamed)) + r")\b(?!\s*=\s*[^=].*\)\s*$)")
        text = pattern.sub(lambda match: renamed[match[1]] if match[1] else match[0], text)
    if rng.random() < 0.5:
        text = _DURATION.sub(lambda match: match[1] + str(rng.choice((10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000))) + match[3], text)
    if rng.random() < 0.4 and "://" not in text and "'#" not in text and '"#' not in text:
        kept = [line for line in text.split("\n") if not _COMMENT[lang].fullmatch(line)]
        text = "\n".join(_COMMENT[lang].sub("", line) if lang == "micropython" or '"' not in line else line for line in kept)
    return text.strip() + "\n"


def records(folder: Path, copies: int, seed: int) -> list[dict]:
    """A record for each program and copy, with the board that it was written for."""
    rng = random.Random(seed)
    found = []
    for path in sorted([*folder.rglob("*.ino"), *folder.rglob("*.py")]):
        lang = "arduino" if path.suffix == ".ino" else "micropython"
        text = path.read_text()
        for _ in range(copies):
            found.append({
                "repository": "recipes", "path": path.name, "lang": lang, "licence": "ours", "weight": 1.0,
                "pio_board": path.parent.parent.name, "text": vary(text, lang, rng),
            })
    return found
