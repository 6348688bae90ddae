"""Replace what is private in public code: passwords, keys, tokens and addresses become placeholders."""

import re

from .filters import RULES

# `{1}` in `corpus/filters.toml` is `\g<1>` here.
_PRIVATE = [(re.compile(rule["pattern"]), re.sub(r"\{(\d)\}", r"\\g<\1>", rule["placeholder"])) for rule in RULES["private"]]


def scrub(text: str) -> tuple[str, int]:
    """The text with placeholders, and how many there are."""
    count = 0
    for pattern, placeholder in _PRIVATE:
        text, changed = pattern.subn(placeholder, text)
        count += changed
    return text, count
