"""Are suggestions valid for the board? Judged by tables and rules that are not ours.

    python judge.py places RECORDS.jsonl … --n 10000 > requests.jsonl
    boardwise complete --batch --max 1 < requests.jsonl > answers.jsonl          # and with --no-validate
    python judge.py truth requests.jsonl > truth.jsonl; boardwise complete --batch --max 1 < truth.jsonl > accepted.jsonl
    python judge.py judge requests.jsonl answers.jsonl [--show 20]
    python judge.py accepted truth.jsonl accepted.jsonl

`places` draws random places of files that no model was trained on: half anywhere in a line of code, a
quarter behind an opened parenthesis, a quarter behind a dot; the rest of the line is taken away. A file
that names a family by its headers gets a board of that family, every other file any board.
`judge` reads the line that a suggestion makes and complains of

- pins: a number or name, in a call that takes a pin, that the chip does not have, that is wired to the
  flash, or that is driven though it is input only;
- names: functions that some core declares and this one does not (nor the file, its libraries, the SDK),
  members that the class or module does not have.

It is silent where it cannot know. `facts.json` says where its facts come from.
"""

import argparse
import collections
import json
import random
import re
import sys
from pathlib import Path

FACTS = json.loads((Path(__file__).parent / "facts.json").read_text())
ALL_NAMES = set().union(*(core["names"] for core in FACTS["cores"].values()))
LIBRARIES = set(FACTS["libraries"])
SDK = {"esp32-3.3.8": "esp32", "rp2040-6.0.0": "rp2040", "avr-1.8.8": "avr"}
FAMILIES = {
    "esp32": r"esp32|ESP32|esp_|driver/|freertos|BluetoothSerial|BLEDevice|WebServer\.h",
    "esp8266": r"ESP8266|esp8266|user_interface",
    "avr": r"<avr/|ATmega|ATtiny|\bPORT[A-L]\b|\bDDR[A-L]\b",
}
# Standard names that a core may also declare.
STANDARD = {"min", "max", "abs", "round", "sqrt", "sq", "pow", "strlen", "memcpy", "printf", "sprintf", "snprintf", "malloc", "free", "exit", "time", "write", "read", "close", "open", "send", "recv", "main", "setup", "loop", "assert", "swap", "log", "exp", "sin", "cos"}


def blanked(text: str, language: str) -> str:
    """The text with comments and strings made of spaces, every character in its place."""
    if language == "arduino":
        pattern = r'//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*(?:"|$)|\'(?:\\.|[^\'\\\n])*(?:\'|$)'
    else:
        pattern = r'#[^\n]*|"""(?:.*?)(?:"""|\Z)|\'\'\'(?:.*?)(?:\'\'\'|\Z)|"(?:\\.|[^"\\\n])*(?:"|$)|\'(?:\\.|[^\'\\\n])*(?:\'|$)'
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found.group()), text, flags=re.S | re.M)


def places(arguments) -> None:
    chance = random.Random(arguments.seed)
    records = [json.loads(line) for path in arguments.records for line in open(path)]
    arduino = collections.defaultdict(list)
    for name, board in FACTS["arduino"].items():
        arduino[board["core"].split("-")[0]].append(name)
    all_families = list(arduino)
    python = list(FACTS["micropython"])
    found, at = [], 0
    # Round after round through the files, so that all of them are asked.
    chance.shuffle(records)
    while len(found) < arguments.n:
        record = records[at % len(records)]
        at += 1
        language, text = record["lang"], record["text"]
        code = blanked(text, language)
        spots = []
        kind = chance.choice(["line", "line", "call", "member"])
        if kind == "line":
            starts = [match for match in re.finditer(r"^[ \t]*\S[^\n]*$", code, flags=re.M)]
            if starts:
                line = chance.choice(starts)
                first = line.start() + len(line.group()) - len(line.group().lstrip())
                spots = [chance.randint(first, first + max(len(line.group().strip()) - 1, 0))]
        else:
            spots = [match.end() for match in re.finditer(r"\w\(" if kind == "call" else r"\w\.(?=[A-Za-z_])", code)]
        if not spots:
            continue
        place = chance.choice(spots)
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if not code[place:end].strip() or (text[place - 1 : place] == " " and code[place - 1] == " " and text[place - 1] != code[place - 1]):
            continue
        if language == "arduino":
            marked = [family for family, marks in FAMILIES.items() if re.search(marks, text)]
            family = chance.choice(marked or all_families)
            board = chance.choice(arduino[family])
        else:
            board = chance.choice(python)
        # What a comment says at the end of the line is nobody's to guess.
        truth = text[place:end][: len(code[place:end].rstrip())]
        found.append({"id": len(found), "lang": language, "board": board, "prefix": text[:place], "suffix": text[end:], "truth_text": truth, "kind": kind})
    for place in found:
        print(json.dumps(place))


def arguments_of(code: str, opened: int) -> list[tuple[int, int]]:
    """Spans of the arguments behind an opening parenthesis."""
    spans, depth, start = [], 0, opened + 1
    for at in range(opened, min(len(code), opened + 2000)):
        character = code[at]
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth == 0:
                return [*spans, (start, at)] if code[start:at].strip() or spans else []
        elif character == "," and depth == 1:
            spans.append((start, at))
            start = at + 1
        elif character == ";" and depth <= 1:
            break
    return spans


class Judge:
    """One board, one text, one span of it that a model wrote."""

    def __init__(self, language: str, board: str, text: str, start: int, end: int):
        self.language, self.text, self.start, self.end = language, text, start, end
        self.code = blanked(text, language)
        self.board = FACTS["arduino" if language == "arduino" else "micropython"][board]
        self.complaints: list[tuple[str, str]] = []

    def is_new(self, start: int, end: int) -> bool:
        return start < self.end and end > self.start

    def judge(self) -> list[tuple[str, str]]:
        line = self.code.rfind("\n", 0, self.start) + 1
        if re.match(r"\s*#\s*(?:include|error|warning|pragma)", self.code[line:]):
            return []
        for found in re.finditer(r"[A-Za-z_]\w*", self.code[line : self.end + 200]):
            start, end = line + found.start(), line + found.end()
            if start >= self.end:
                break
            after = re.match(r"\s*\(", self.code[end:])
            before = self.code[:start].rstrip()
            receiver = re.search(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\.$", before)
            is_member = before.endswith((".", "->", "::"))
            if self.language == "arduino":
                if after:
                    self.arduino_call(found.group(), start, end + after.end() - 1, is_member, receiver.group(1) if receiver else None)
                elif receiver and self.is_new(start, end):
                    self.arduino_member(receiver.group(1), found.group())
            else:
                self.python_name(found.group(), start, end, receiver.group(1) if receiver else None, is_member, bool(after), end + (after.end() if after else 0) - 1)
        return self.complaints

    # Arduino

    def constant(self, name: str) -> int | None:
        """The number that a name stands for, if the file says it once."""
        pattern = rf"#\s*define\s+{name}\s+\(?(\d+)\)?\s*$|\b(?:const|constexpr|static|byte|int|uint8_t|short|unsigned|char|\s)+\b{name}\s*=\s*(\d+)\s*;"
        if len(re.findall(rf"\b{name}\s*=(?!=)|#\s*define\s+{name}\b", self.code)) != 1:
            return None
        found = re.search(pattern, self.code, flags=re.M)
        return int(found.group(1) or found.group(2)) if found else None

    def pin(self, text: str) -> int | None:
        text = text.strip()
        inner = re.fullmatch(r"digitalPinToInterrupt\s*\(\s*(\w+)\s*\)|\(\s*(\w+)\s*\)", text)
        text = (inner.group(1) or inner.group(2)) if inner else text
        if re.fullmatch(r"\d+", text):
            return int(text)
        if found := re.fullmatch(r"GPIO_NUM_(\d+)", text):
            return int(found.group(1))
        if not re.fullmatch(r"[A-Za-z_]\w*", text):
            return None
        number = self.constant(text)
        if number is None and not re.search(rf"\b{text}\s*=|define\s+{text}\b", self.code):
            number = self.board.get("aliases", {}).get(text)
        return number

    def check_pin(self, span: tuple[int, int], drives: bool, call: str, may_exist: bool = False) -> None:
        pins = self.board["pins"]
        number = self.pin(self.code[span[0] : span[1]])
        if pins is None or number is None or number >= 200:
            return
        what = f"{call}: pin {number}"
        if number not in pins["exist"]:
            if not may_exist:
                self.complaints.append(("pin", f"{what} does not exist"))
        # All of them, also those that some modules leave free: a person may know that, a suggestion cannot, unless
        # the person calls the pin by this name elsewhere in the file.
        elif number in pins["flash"] and not self.is_used_by_person(self.code[span[0] : span[1]].strip()):
            self.complaints.append(("pin", f"{what} belongs to the flash"))
        elif drives and number in pins["input_only"]:
            self.complaints.append(("pin", f"{what} is input only"))

    def is_used_by_person(self, name: str) -> bool:
        own = self.code[: self.start] + self.code[self.end :]
        return bool(re.fullmatch(r"[A-Za-z_]\w*", name) and re.search(rf"\b(?:pinMode|digitalWrite|digitalRead|analogWrite)\s*\(\s*{name}\s*[,)]", own))

    def arduino_call(self, name: str, start: int, opened: int, is_member: bool, receiver: str | None) -> None:
        spans = arguments_of(self.code, opened)
        drives = {"digitalWrite": [0], "analogWrite": [0], "tone": [0], "shiftOut": [0, 1], "dacWrite": [0], "ledcAttach": [0], "ledcAttachPin": [0]}
        reads = {"digitalRead": [0], "pulseIn": [0], "touchRead": [0], "attachInterrupt": [0], "noTone": [0], "shiftIn": [0, 1]}
        gpio_numbers = self.board["core"].startswith(("esp32", "rp2040"))
        if not is_member:
            if gpio_numbers:
                reads["analogRead"] = [0]
            for index in drives.get(name, []) + reads.get(name, []):
                # Interrupts have numbers of their own on other cores.
                if name == "attachInterrupt" and not gpio_numbers and "digitalPinToInterrupt" not in self.code[slice(*spans[0])] if spans else True:
                    continue
                if index < len(spans) and self.is_new(*spans[index]):
                    self.check_pin(spans[index], name in drives, name)
            if name == "pinMode" and len(spans) > 1 and (self.is_new(*spans[0]) or self.is_new(*spans[1])):
                self.check_pin(spans[0], self.code[slice(*spans[1])].strip() == "OUTPUT", name)
            if name == "pinMode" and len(spans) == 1 and self.is_new(*spans[0]):
                self.check_pin(spans[0], False, name)
            if self.is_new(start, opened) and self.is_lost(name):
                self.complaints.append(("name", f"{name}() is not declared by {self.board['core']}"))
        elif receiver:
            if name == "attach" and spans and self.is_new(*spans[0]) and re.search(rf"\bServo\s+{re.escape(receiver)}\b", self.code):
                self.check_pin(spans[0], True, "Servo.attach")
            if self.is_new(start, opened):
                self.arduino_member(receiver, name)

    def is_lost(self, name: str) -> bool:
        core = self.board["core"]
        if name not in ALL_NAMES or name in FACTS["cores"][core]["names"] or name in STANDARD or name in LIBRARIES:
            return False
        if name in FACTS["sdk"].get(SDK.get(core, ""), []):
            return False
        # Declared, defined or named as a type anywhere in the file, or the file has headers of its own.
        declared = rf"#\s*define\s+{name}\b|\b(?:class|struct)\s+{name}\b|[\w>*&]\s+[*&]?(?:\w+::)?{name}\s*\("
        own = re.sub(rf"\b(?:return|else|new|and|or|not)\s+{name}", "", self.code[: self.start] + self.code[self.end :])
        return not re.search(declared, own) and not re.search(r'#\s*include\s*"', self.text)

    def arduino_member(self, receiver: str, name: str) -> None:
        core = FACTS["cores"][self.board["core"]]
        if re.search(rf"\b[A-Z]\w*\s*[&*]?\s+{receiver}\s*[;(={{]|define\s+{receiver}\b", self.code) and receiver in core["objects"]:
            return
        known = core["objects"].get(receiver)
        if known is None and core["string"] and "." not in receiver:
            kinds = set(re.findall(rf"\b(\w+)\s*[&*]?\s+{receiver}\s*[;(=,)\[]", self.code)) - {"return", "else", "const"}
            known = core["string"] if kinds == {"String"} and not re.search(rf"\b{receiver}\s*\[", self.code) else None
        if known is not None and name not in known and name not in LIBRARIES:
            self.complaints.append(("name", f"{receiver}.{name} is not a member"))

    # MicroPython

    def python_name(self, name: str, start: int, end: int, receiver: str | None, is_member: bool, is_call: bool, opened: int) -> None:
        port = FACTS["ports"][self.board["port"]]
        modules = port["modules"]
        if is_call and name == "Pin" and receiver in (None, "machine") and self.board["pins"]:
            spans = arguments_of(self.code, opened)
            drives = len(spans) > 1 and self.code[slice(*spans[1])].strip().endswith("Pin.OUT")
            # A number that a person wrote is judged only by the mode that the suggestion gives it.
            is_ours = spans and (self.is_new(*spans[0]) or drives and self.is_new(*spans[1]))
            if is_ours and re.fullmatch(r"\s*\d+\s*", self.text[slice(*spans[0])]):
                self.check_pin(spans[0], drives, "Pin", may_exist=not self.is_new(*spans[0]))
        if not self.is_new(start, end) or name.startswith("__"):
            return
        line = self.code[self.code.rfind("\n", 0, start) + 1 : start]
        if found := re.match(r"\s*from\s+([\w.]+)\s+import\s+(?:[\w*]+(?:\s+as\s+\w+)?\s*,\s*)*\(?$", line):
            known = modules.get(found.group(1))
            if known and f"{found.group(1)}.{name}" not in modules and name not in known:
                self.complaints.append(("name", f"from {found.group(1)} import {name}"))
            return
        if not receiver or not is_member:
            return
        target = receiver
        if alias := re.search(rf"^\s*import\s+([\w.]+)\s+as\s+{re.escape(receiver)}\s*$", self.code, flags=re.M):
            target = alias.group(1)
        elif not re.search(rf"^\s*import\s+(?:[\w.]+\s*,\s*)*{re.escape(receiver)}\b", self.code, flags=re.M):
            target = None
        assigned = re.findall(rf"^\s*{re.escape(receiver)}\s*=(?!=)\s*(?:machine\.)?(\w+)?", self.code, flags=re.M)
        if target and modules.get(target) and not assigned:
            # `urequests` and the like hand on what the module without the `u` has.
            known = set(modules[target]) | set(modules.get(target.removeprefix("u"), []))
            if name not in known and f"{target}.{name}" not in modules:
                self.complaints.append(("name", f"{target}.{name} does not exist"))
        elif receiver in ("Pin", "machine.Pin") and re.search(r"^\s*from\s+machine\s+import\b[^\n]*\bPin\b|^\s*import\s+machine", self.code, flags=re.M):
            if name not in port["classes"]["Pin"] and not re.search(r"class\s+Pin\b", self.code):
                self.complaints.append(("name", f"Pin.{name} does not exist"))
        elif assigned and len(set(assigned)) == 1 and assigned[0] in port["classes"]:
            kind = assigned[0]
            imported = re.search(rf"^\s*from\s+machine\s+import\b[^\n]*\b{kind}\b|^\s*import\s+machine", self.code, flags=re.M)
            chained = re.search(rf"^\s*{re.escape(receiver)}\s*=\s*(?:machine\.)?{kind}\([^\n]*\)\s*\.", self.code, flags=re.M)
            if imported and not chained and name not in port["classes"][kind] and not re.search(rf"class\s+{kind}\b", self.code):
                self.complaints.append(("name", f"{receiver}.{name}: {kind} has no such member"))


def verdicts(request: dict, text: str) -> list[tuple[str, str]]:
    start = len(request["prefix"])
    whole = request["prefix"] + text + request["suffix"]
    return Judge(request["lang"], request["board"], whole, start, start + len(text)).judge()


def family(request: dict) -> str:
    if request["lang"] == "arduino":
        return FACTS["arduino"][request["board"]]["core"]
    return "micropython " + FACTS["micropython"][request["board"]]["port"]


def times(timings: list[dict]) -> str:
    """How long the answers took, as they say themselves."""
    n_masks = max(sum(it["masks"] for it in timings), 1)
    mask = 1000 * sum(it["mask"] for it in timings) / n_masks
    slow = 100 * sum(it["slow_masks"] for it in timings) / n_masks
    totals = sorted(it["total"] for it in timings)
    median, late = totals[len(totals) // 2], totals[len(totals) * 95 // 100]
    return f"a suggestion: median {median:.1f} ms, 95th percentile {late:.1f} ms; the mask: {mask:.0f} µs a token, {slow:.2f} % above 1 ms"


def judge(arguments) -> None:
    groups = collections.defaultdict(collections.Counter)
    shown_complaints = []
    timings = []
    for request_line, answer_line in zip(open(arguments.requests), open(arguments.answers), strict=True):
        request, answer = json.loads(request_line), json.loads(answer_line)
        assert request["id"] == answer["id"] and "suggestions" in answer, answer
        timings.append(answer["timing_ms"])
        suggestion = next((it for it in answer["suggestions"] if it["score"] >= arguments.min_score), None)
        complaints = verdicts(request, suggestion["text"]) if suggestion else []
        for name in ("all", family(request)):
            group = groups[name]
            group["places"] += 1
            group["shown"] += suggestion is not None
            group["hidden"] += bool(answer["rejected"])
            group["exact"] += suggestion is not None and suggestion["text"].rstrip() == request["truth_text"].rstrip()
            for kind in {kind for kind, _ in complaints}:
                group[kind] += 1
        if complaints:
            last = (request["prefix"] + "⟦" + suggestion["text"] + "⟧" + request["suffix"]).split("⟦")
            line = last[0].rsplit("\n", 1)[-1] + "⟦" + last[1].split("\n", 1)[0]
            shown_complaints.append((request["id"], request["board"], complaints, line))
    print(f"| {'':<24} | places | shown | exact | exact of shown | drafts hidden | pin-invalid | name-invalid |")
    print("|---|---|---|---|---|---|---|---|")
    for name, group in sorted(groups.items()):
        share = lambda part, whole="places": 100 * group[part] / max(group[whole], 1)
        print(f"| {name:<24} | {group['places']} | {share('shown'):.1f} % | {share('exact'):.1f} % | {share('exact', 'shown'):.1f} % | {share('hidden'):.1f} % | {group['pin']} | {group['name']} |")
    print(f"\n{times(timings)}")
    for complaint in shown_complaints[: arguments.show]:
        print(*complaint, sep="  ", file=sys.stderr)


def truth(arguments) -> None:
    """Requests whose answer is known: with `truth`, it is not a model that is asked."""
    for line in open(arguments.requests):
        request = json.loads(line)
        request["truth"] = request["truth_text"]
        print(json.dumps(request))


def accepted(arguments) -> None:
    """How often the text that stood there is masked or hidden, though the judge has nothing against it."""
    counts, shown = collections.Counter(), []
    for request_line, answer_line in zip(open(arguments.requests), open(arguments.answers), strict=True):
        request, answer = json.loads(request_line), json.loads(answer_line)
        assert request["id"] == answer["id"] and "suggestions" in answer, answer
        text = answer["suggestions"][0]["text"] if answer["suggestions"] else None
        if text is None and not answer["rejected"] and not answer["timing_ms"]["masks"]:
            counts["not asked there"] += 1
            continue
        if verdicts(request, request["truth_text"]):
            counts["wrong on this board"] += 1
            continue
        counts["asked"] += 1
        if text is not None and request["truth_text"].startswith(text.rstrip()):
            counts["accepted"] += 1
            continue
        reason = answer["rejected"][0]["rule"] if answer["rejected"] else "masked" if text is None else "changed"
        counts[reason] += 1
        shown.append((request["id"], request["board"], reason, answer["rejected"][:1], request["prefix"].rsplit("\n", 1)[-1] + "⟦" + request["truth_text"], text))
    for name, count in counts.most_common():
        print(f"{name:<24} {count:>6} {100 * count / max(counts['asked'], 1):6.2f} %")
    for line in shown[: arguments.show]:
        print(*line, sep="  ", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("places")
    verb.add_argument("records", nargs="+")
    verb.add_argument("--n", type=int, default=10000)
    verb.add_argument("--seed", type=int, default=1)
    verb.set_defaults(run=places)
    for name, run in (("judge", judge), ("accepted", accepted)):
        verb = verbs.add_parser(name)
        verb.add_argument("requests")
        verb.add_argument("answers")
        verb.add_argument("--show", type=int, default=0)
        verb.add_argument("--min-score", type=float, default=0.0)
        verb.set_defaults(run=run)
    verb = verbs.add_parser("truth")
    verb.add_argument("requests")
    verb.set_defaults(run=truth)
    arguments = parser.parse_args()
    arguments.run(arguments)


main()
