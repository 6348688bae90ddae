"""How long a keystroke waits for its checked suggestion, through the real language server.

    python tests/eval/typing.py target/release/boardwise RECORDS.jsonl [--files 100] [--keys 40] [--busy 2] [--model FILE]

A file is opened with a stretch of its code taken out; then that stretch is typed, a character at a
time. Each keystroke is a `didChange` and a `textDocument/inlineCompletion`, and the time is from sending
the edit to the answer. Answers that need no model (a suggestion that is typed through, a place where
none is welcome) count among all and are left out of the second row. Stages are what the server logs
with `BOARDWISE_LOG=boardwise::timing=debug`.
With `--busy` as many other processes keep cores busy. At the end requests are cancelled while they
run; that time is from the cancellation to the answer.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path


class Server:
    """A language server on pipes."""

    def __init__(self, program: str, model: str | None, folder: str):
        command = [program, "lsp", "--stdio", *(["--model", model] if model else [])]
        environment = {**os.environ, "BOARDWISE_LOG": "boardwise::timing=debug", "BOARDWISE_DATA": folder}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        self.answers: dict[int, tuple[float, dict]] = {}
        self.notes: list[dict] = []
        self.stages: list[tuple[str, float]] = []
        self.changed = threading.Condition()
        self.last_id = 0
        threading.Thread(target=self.read, daemon=True).start()
        threading.Thread(target=self.read_log, daemon=True).start()

    def read(self) -> None:
        stream = self.process.stdout
        while header := stream.readline():
            length = 0
            while header.strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
                header = stream.readline()
            message = json.loads(stream.read(length))
            now = time.perf_counter()
            with self.changed:
                if "method" in message and "id" in message:
                    result = [None] * len(message.get("params", {}).get("items", [])) or None
                    self.send({"id": message["id"], "result": result})
                elif "method" in message:
                    self.notes.append(message)
                else:
                    self.answers[message["id"]] = (now, message)
                self.changed.notify_all()

    def read_log(self) -> None:
        for line in self.process.stderr:
            if found := re.search(rb'stage="(\w+)" (?:us|n)=(\d+)', line):
                self.stages.append((found.group(1).decode(), int(found.group(2))))

    def send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method: str, params: dict) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: dict) -> int:
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        return self.last_id

    def answer(self, number: int, timeout: float = 60) -> tuple[float, dict]:
        with self.changed:
            if not self.changed.wait_for(lambda: number in self.answers, timeout):
                raise TimeoutError(f"no answer to request {number}")
            return self.answers[number]


def position(text: str, offset: int) -> dict:
    line = text.count("\n", 0, offset)
    start = text.rfind("\n", 0, offset) + 1
    return {"line": line, "character": len(text[start:offset].encode("utf-16-le")) // 2}


def percentiles(name: str, times: list[float], what: str = "ms") -> None:
    if not times:
        return
    times = sorted(times)
    at = lambda share: times[min(int(len(times) * share), len(times) - 1)]
    print(f"{name:<28} {len(times):>6}  p50 {at(0.5):8.1f}  p95 {at(0.95):8.1f}  p99 {at(0.99):8.1f}  {what}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("records")
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between keys, beyond the answer")
    parser.add_argument("--model")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    records = [json.loads(line) for line in open(arguments.records)]
    records = [record for record in records if 500 < len(record["text"]) < 60_000 and record["text"].isascii()]
    records = chance.sample(records, min(arguments.files, len(records)))
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(arguments.busy)]
    try:
        replay(arguments, chance, records)
    finally:
        for process in busy:
            process.kill()


def replay(arguments, chance: random.Random, records: list[dict]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        server = Server(arguments.program, arguments.model, folder)
        capabilities = {"textDocument": {"inlineCompletion": {}}, "general": {"positionEncodings": ["utf-16"]}}
        server.answer(server.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities}))
        server.notify("initialized", {})
        firsts, all_times, model_times, shown = [], [], [], 0
        from_start = None
        for index, record in enumerate(records):
            suffix = "ino" if record["lang"] == "arduino" else "py"
            uri = f"file://{folder}/file{index}.{suffix}"
            text = record["text"].replace("\r\n", "\n")
            starts = [match.start() + len(match.group()) - len(match.group().lstrip()) for match in re.finditer(r"^[ \t]*\w[^\n]*$", text, flags=re.M)]
            begin = chance.choice([start for start in starts if start < len(text) * 0.9] or starts)
            typed = text[begin : begin + arguments.keys]
            head, tail = text[:begin], text[begin + len(typed) :]
            board = record.get("board") or "uno"
            comment = f"// boardwise: board={board}\n" if suffix == "ino" else f"# boardwise: board={board}\n"
            head = comment + head
            language = "cpp" if suffix == "ino" else "python"
            version = 1
            sent = time.perf_counter()
            server.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": head + tail}})
            ask = lambda at: server.ask("textDocument/inlineCompletion", {"textDocument": {"uri": uri}, "position": at, "context": {"triggerKind": 2}})
            when, answer = server.answer(ask(position(head, len(head))))
            firsts.append((when - sent) * 1e3)
            if from_start is None:
                from_start = (when - started) * 1e3
            now = head
            for character in typed:
                before = len(server.stages)
                place = position(now, len(now))
                version += 1
                sent = time.perf_counter()
                change = {"range": {"start": place, "end": place}, "text": character}
                server.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
                now += character
                when, answer = server.answer(ask(position(now, len(now))))
                all_times.append((when - sent) * 1e3)
                items = answer.get("result") or []
                items = items.get("items", []) if isinstance(items, dict) else items
                shown += bool(items)
                time.sleep(arguments.pause)
                if any(stage == "suggest" for stage, _ in server.stages[before:]):
                    model_times.append(all_times[-1])
            server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        cancelled = cancel(server, records, folder)
        print(f"{len(records)} files, {len(all_times)} keystrokes, {100 * shown / len(all_times):.0f} % with a suggestion; busy processes: {arguments.busy}")
        print(f"process start to first answer {from_start:.0f} ms")
        percentiles("first after opening", firsts)
        percentiles("keystroke to answer, all", all_times)
        percentiles("  where the model was asked", model_times)
        names = ["parse", "prompt", "prefill", "decode", "mask", "verify", "suggest"]
        for name in names:
            percentiles(f"  stage {name}", [value / 1e3 for stage, value in server.stages if stage == name])
        tokens = [value for stage, value in server.stages if stage == "tokens"]
        masks = sum(value for stage, value in server.stages if stage == "mask")
        if sum(tokens):
            print(f"mask: {masks / sum(tokens):.0f} µs a token over {sum(tokens)} tokens; {statistics.mean(tokens):.1f} tokens a suggestion")
        percentiles("cancelled to answer", cancelled)
        server.process.kill()


def cancel(server: Server, records: list[dict], folder: str) -> list[float]:
    times = []
    for index, record in enumerate(records[:30]):
        suffix = "ino" if record["lang"] == "arduino" else "py"
        uri = f"file://{folder}/cancel{index}.{suffix}"
        text = record["text"].replace("\r\n", "\n")
        cut = text.rfind("\n", 0, len(text) // 2) + 1
        head = text[:cut] + "  "
        language = "cpp" if suffix == "ino" else "python"
        server.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": head + text[cut:]}})
        number = server.ask("textDocument/inlineCompletion", {"textDocument": {"uri": uri}, "position": position(head, len(head)), "context": {"triggerKind": 2}})
        time.sleep(0.003)
        sent = time.perf_counter()
        server.notify("$/cancelRequest", {"id": number})
        when, answer = server.answer(number)
        if "error" in answer:
            times.append((when - sent) * 1e3)
        server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return times


main()
