#!/usr/bin/env python3
"""Validates `boardwise check --format sarif` against the SARIF 2.1.0 schema, and the annotations of
`--format github` against their form.

    python3 tests/sarif/validate.py [PROGRAM]

The schema is the copy inside the serde-sarif crate (MIT), where Cargo has put it; jsonschema does the rest.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
SKETCH = """#include <Wire.h>
#include "pins.h"
const int BUTTON = 25;
void setup() {
  pinMode(34, OUTPUT);
  Wire.beginTransmission(0xD0);
  pinMode(BUTTON, INPUT_PULLUP);
  pinMode(PUMP, OUTPUT);
}

void loop() { delay(10); }
"""
ANNOTATION = re.compile(r"::(error|warning|notice) file=[^:]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[a-z0-9-]+::\S.*")


def schema():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    packages = json.loads(metadata.stdout)["packages"]
    manifest = next(package["manifest_path"] for package in packages if package["name"] == "serde-sarif")
    return json.loads((Path(manifest).parent / "src" / "schema.json").read_text())


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target" / "debug" / "boardwise")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "boardwise.toml").write_text('board = "esp32dev"\n')
        (Path(folder) / "wrong.ino").write_text(SKETCH)
        (Path(folder) / "pins.h").write_text("#pragma once\nconst int PUMP = 25;\n")
        (Path(folder) / "fine.ino").write_text("void setup() {}\nvoid loop() { delay(1); }\n")

        def run(form):
            done = subprocess.run([program, "check", folder, "--format", form], capture_output=True, text=True)
            assert done.returncode == 1, (form, done.returncode, done.stderr)
            return done.stdout

        sarif = json.loads(run("sarif"))
        rules = schema()
        validator = jsonschema.validators.validator_for(rules)
        errors = [f"{list(error.absolute_path)}: {error.message}" for error in validator(rules).iter_errors(sarif)]
        assert not errors, errors
        [only] = sarif["runs"]
        found = {result["ruleId"] for result in only["results"]}
        known = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
        assert {"input-only-pin-driven", "i2c-address-out-of-range"} <= found <= known, found
        [twice] = [result for result in only["results"] if result["ruleId"] == "pin-used-twice"]
        places = [place["physicalLocation"] for place in twice["relatedLocations"]]
        shown = [(Path(place["artifactLocation"]["uri"]).name, place["region"]["startLine"]) for place in places]
        assert ("wrong.ino", 3) in shown or ("wrong.ino", 7) in shown, shown
        assert ("pins.h", 2) in shown, shown

        lines = run("github").splitlines()
        assert len(lines) == len(only["results"]) and all(ANNOTATION.fullmatch(line) for line in lines), lines
    print(f"SARIF valid: {len(known)} rules, {len(only['results'])} results; {len(lines)} annotations")


if __name__ == "__main__":
    main()
