"""The pipeline on a small repository made here: what passes, what does not, and why."""

import json
import subprocess

import pytest

from boardwise_corpus.build import build, build_eval
from boardwise_corpus.dedupe import Deduper, shingles_of, sketch_of
from boardwise_corpus.filters import drop_by_path, drop_by_text
from boardwise_corpus.licence import classify
from boardwise_corpus.manifest import read_manifest, read_never_train
from boardwise_corpus.scrub import scrub

SKETCH = "#include <WiFi.h>\nconst char* password = \"hunter2hunter2\";\nvoid setup() {\n" + "".join(f"  pinMode({n}, OUTPUT);\n" for n in range(9)) + "}\nvoid loop() {}\n"
HEADER = "repository\tcommit\tlicence\tkind\tsplit\tweight\n"


def _repository(root, name, files):
    work = root / "work" / name.replace("/", "+")
    work.mkdir(parents=True)
    for path, text in files.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(text)
    git = ["git", "-C", str(work), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    folder = root / "mirror" / name.replace("/", "+")
    folder.mkdir(parents=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(work), str(folder / "repo")], check=True)


def test_build_end_to_end(tmp_path):
    other = SKETCH.replace("OUTPUT", "INPUT")
    # A copy of never-train code amid other code.
    copied = "".join(f"  analogWrite({n}, {n * 7});\n" for n in range(9))
    pasted = "".join(f"int unit{n};\n" for n in range(40)) + "void setup() {\n" + copied + "}\n"
    _repository(tmp_path, "a/one", {"LICENSE": "MIT License", "x.ino": SKETCH, "lib/gpl.ino": "// GNU General Public License\n" + other})
    _repository(tmp_path, "b/two", {"LICENSE": "MIT License", "copy.ino": SKETCH + "\n\n", "y.ino": other, "pasted.ino": pasted})
    secret = "void setup() {\n" + "".join(f"  analogWrite({n}, {n * 7});\n" for n in range(9)) + "}\nvoid loop() {}\n"
    _repository(tmp_path, "c/secret", {"LICENSE": "MIT License", "z.ino": secret, "w.ino": secret.replace("analogWrite", "digitalWrite")})
    manifest, never = tmp_path / "manifest.tsv", tmp_path / "never.txt"
    never.write_text("c/secret\n")
    manifest.write_text(HEADER + "b/two\t\tMIT\tarduino\ttrain\t1\n" + "a/one\t\tMIT\tarduino\tvalid\t1\n" + "d/absent\t\tMIT\tarduino\ttrain\t1\n")
    report = build(manifest, never, tmp_path / "mirror", tmp_path / "out", workers=1)
    train = [json.loads(line) for line in (tmp_path / "out" / "train.jsonl").read_text().splitlines()]
    valid = [json.loads(line) for line in (tmp_path / "out" / "valid.jsonl").read_text().splitlines()]
    assert [row["path"] for row in valid] == ["x.ino"] and "hunter2" not in valid[0]["text"]
    assert [row["path"] for row in train] == ["y.ino"]
    assert report["repositories_missing"] == ["d/absent"]
    assert report["dropped_files"]["copy of text that is kept for measuring"] == 1
    assert report["never_train"]["files"] == 2 and report["never_train"]["training_shingles_also_there"] == 0
    assert report["dropped_files"]["licence restrictive"] == report["dropped_files"]["exact duplicate"] == 1

    build_eval(never, tmp_path / "out" / "train.jsonl", tmp_path / "mirror", tmp_path / "eval", workers=1)
    assert len((tmp_path / "eval" / "eval.jsonl").read_text().splitlines()) == 2
    with pytest.raises(FileExistsError):
        build_eval(never, tmp_path / "out" / "train.jsonl", tmp_path / "mirror", tmp_path / "out", workers=1)


def test_a_forbidden_repository_is_refused(tmp_path):
    manifest, never = tmp_path / "manifest.tsv", tmp_path / "never.txt"
    never.write_text("Owner/Secret\n")
    manifest.write_text(HEADER + "owner/secret\t\tMIT\tarduino\ttrain\t1\n")
    with pytest.raises(ValueError, match="never-train"):
        read_manifest(manifest, read_never_train(never))


def test_the_committed_manifest_is_clean():
    from boardwise_corpus.__main__ import _CORPUS

    repositories = read_manifest(_CORPUS / "manifest.tsv", read_never_train(_CORPUS / "never_train_on.txt"))
    assert len(repositories) > 300
    assert {"train", "valid", "out"} == {item.split for item in repositories}
    valid = {item.kind for item in repositories if item.split == "valid"}
    assert {"arduino", "micropython"} <= valid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SPDX-License-Identifier: MIT", "MIT"),
        ("SPDX-License-Identifier: GPL-3.0-only OR MIT", "MIT"),
        ("SPDX-License-Identifier: MIT AND GPL-2.0", "restrictive"),
        ("GNU Lesser General Public License", "restrictive"),
        ("Licensed under the Apache License, Version 2.0", "Apache-2.0"),
        ("This code is in the public domain.", "public domain"),
        ("by me, 2020", None),
    ],
)
def test_licences(text, expected):
    assert classify(text) == expected


def test_filters_name_their_reason():
    assert drop_by_path("src/hal/gpio.cpp", 5000) == "SDK, HAL, test or asset folder"
    assert drop_by_path("a/FreeSans_font.h", 5000)
    assert drop_by_path("a/blink.ino", 500) is None
    assert drop_by_text("const uint8_t d[] = {" + ",\n".join(["0x12"] * 200) + "};", "arduino", "d.cpp", False) == "data array"
    assert drop_by_text("import board\nimport digitalio\n", "micropython", "m.py", True) == "CircuitPython"
    assert drop_by_text("import argparse\n", "micropython", "m.py", True) == "host-side Python"
    assert drop_by_text("from machine import Pin\n", "micropython", "m.py", False) is None


def test_near_duplicates_are_found_inside_larger_files():
    deduper = Deduper()
    lines = [f"line_{index}();" for index in range(40)]
    assert deduper.duplicate("\n".join(lines), "arduino") is None
    assert deduper.duplicate("// by someone else\n" + "\n".join(lines[5:35]), "arduino") == "near duplicate"
    assert deduper.duplicate("\n".join(f"other_{index}();" for index in range(40)), "arduino") is None


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ('WiFi.begin("home", "s3cretpass");', "s3cretpass"),
        ('#define WIFI_PASSWORD "s3cretpass"', "s3cretpass"),
        ('const char ssid[] = "MyHome";', "MyHome"),
        ('key = "0123456789abcdef0123456789abcdef"', "0123456789abcdef"),
        ("// mail me: someone@somewhere.org", "somewhere.org"),
    ],
)
def test_private_text_is_replaced(text, private):
    scrubbed, count = scrub(text)
    assert private not in scrubbed and count >= 1


def test_minhash_knows_a_file_that_is_alike_as_a_whole():
    lines = [f"line_{index}();" for index in range(60)]
    first, second = (sketch_of(shingles_of("\n".join(text), "arduino")) for text in (lines, [*lines[:40], "new();", *lines[40:]]))
    assert 0.75 < first.jaccard(second) < 1.0
    other = sketch_of(shingles_of("\n".join(f"other_{index}();" for index in range(60)), "arduino"))
    assert first.jaccard(other) < 0.1
