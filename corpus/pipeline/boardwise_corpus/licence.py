"""Licence of one file: its own header first, then the nearest licence file above it, then the manifest."""

import re

_SPDX = re.compile(r"SPDX-License-Identifier:\s*([\w.+\-]+(?:\s+(?:OR|AND)\s+[\w.+\-]+)*)", re.I)
_RESTRICTIVE = re.compile(
    r"GNU (?:Lesser |Affero |Library )?General Public|GNU Lesser|\b[AL]?GPL(?:v?\d|\b)|Non-?Commercial|CC[- ]BY-(?:NC|SA|ND)|Attribution-ShareAlike|"
    r"European Union Public Licen|All rights reserved\.?\s*(?:proprietary|confidential)|beerware",
    re.I,
)
_PERMISSIVE = {
    "MIT": re.compile(r"\bMIT License|Permission is hereby granted, free of charge|licen[sc]ed? under (?:the )?MIT|MIT licen[sc]e", re.I),
    "Apache-2.0": re.compile(r"Apache License,? (?:Version )?2", re.I),
    "BSD": re.compile(r"Redistribution and use in source and binary forms|\bBSD[- ](?:\d-clause )?licen[sc]e|BSD license", re.I),
    "public domain": re.compile(r"(?:in|into) the public domain|\bUnlicense\b|\bCC0\b", re.I),
    "ISC": re.compile(r"Permission to use, copy, modify, and/or distribute this software for any", re.I),
}
_SPDX_OK = ("MIT", "Apache-2.0", "BSD", "0BSD", "ISC", "CC0", "Unlicense", "Zlib")
_MANIFEST_OK = {"MIT", "BSD-2", "BSD-3", "Apache-2.0", "CC0", "Unlicense", "public domain"}


def classify(text: str) -> str | None:
    """A permissive licence's name, `restrictive`, or None where the text names none."""
    if spdx := _SPDX.search(text):
        for name in re.split(r"\s+OR\s+", spdx[1], flags=re.I):
            if all(part.startswith(_SPDX_OK) for part in re.split(r"\s+AND\s+", name, flags=re.I)):
                return name
        return "restrictive"
    if _RESTRICTIVE.search(text):
        return "restrictive"
    for name, pattern in _PERMISSIVE.items():
        if pattern.search(text):
            return name
    return None


def manifest_licence(name: str) -> str | None:
    return name if name in _MANIFEST_OK else None
