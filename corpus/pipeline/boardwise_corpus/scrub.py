"""Replace what is private in public code: passwords, keys, tokens and addresses become placeholders."""

import re

_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[A-Za-z]{2,}(?:\.[A-Za-z]{2,})*\b")
_SECRET = re.compile(
    r"""((?:pass(?:word|wd|phrase)?|pwd|psk|secret|api_?key|token|auth|wifi_?key|appkey|app_key|nwkskey|appskey|bot_?token)\w*
        (?:\s*\[\s*\d*\s*\])?\s*(?:=|:|\s)\s*(?:F\()?)(["'])([^"'\n]{4,})\2""",
    re.I | re.X,
)
_SSID = re.compile(r"""(\bssid\w*(?:\s*\[\s*\d*\s*\])?\s*(?:=|\s)\s*)(["'])([^"'\n]{2,})\2""", re.I)
_CONNECT = re.compile(r"""(\b(?:WiFi\.begin|\.connect)\(\s*)(["'])([^"'\n]+)\2(\s*,\s*)(["'])([^"'\n]+)\5""")
_LONG_TOKEN = re.compile(r"""(["'])(?=[A-Za-z0-9_+/=-]*\d)(?=[A-Za-z0-9_+/=-]*[A-Za-z])[A-Za-z0-9_+/=-]{32,}\1""")


def scrub(text: str) -> tuple[str, int]:
    """The text with placeholders, and how many there are."""
    count = 0

    def apply(pattern: re.Pattern[str], replacement: str, value: str) -> str:
        nonlocal count
        value, changed = pattern.subn(replacement, value)
        count += changed
        return value

    text = apply(_EMAIL, "user@example.com", text)
    text = apply(_CONNECT, r"\1\2YOUR_SSID\2\4\5YOUR_PASSWORD\5", text)
    text = apply(_SECRET, r"\1\2YOUR_PASSWORD\2", text)
    text = apply(_SSID, r"\1\2YOUR_SSID\2", text)
    return apply(_LONG_TOKEN, r"\1YOUR_KEY\1", text), count
