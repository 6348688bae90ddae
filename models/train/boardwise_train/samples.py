"""From records of the corpus to windows of token ids, all of one length.

One sample is one prompt with its answer:
`<|endoftext|><|board|>{header}<|fim_suffix|>{suffix}<|fim_middle|>{prefix}{middle}<|endoftext|>`.
Prefix and middle are tokenized together: while someone types, the prompt only grows at its
end, so a KV cache stays valid. Windows are written in shards, each with fresh holes, and a
shard depends only on the corpus, the tokenizer, the seed and its number.
"""

import json
import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tqdm import tqdm

from . import tokenizer as tk
from .header import guess_target, header, libraries
from .holes import RULES, Source, cut, parse
from .tokenizer import load_tokenizer

# Tokens of a window, where no configuration asks for more.
WINDOW = 512
PLAIN_SHARE = RULES["plain_share"]
LAYOUTS = tuple((tuple(layout["sizes"]), layout["weight"]) for layout in RULES["layouts"])
BYTES_PER_TOKEN = 5


@dataclass
class Record:
    text: str
    lang: str
    header_facts: tuple[str | None, str | None]
    libs: list[str]
    weight: float


# At the end of training people's own programs count more, and what libraries look like inside less.
_ENDING = {".cpp": 0.5, ".h": 0.3}


def load_records(path: Path, ending: bool = False) -> list[Record]:
    """The records of a corpus. `ending` weighs them for the last part of a training run."""
    records = []
    with path.open() as lines:
        for line in lines:
            row = json.loads(line)
            target = guess_target(row["text"], row["lang"], row["path"], row["pio_board"])
            # A file is drawn in proportion to its length, so that every token is as likely as any other.
            weight = row["weight"] * min(len(row["text"]), 24_000)
            if ending:
                weight *= _ENDING.get(Path(row["path"]).suffix.lower(), 1.0)
            records.append(Record(row["text"], row["lang"], target, libraries(row["text"], row["lang"]), weight))
    return records


class Sampler:
    """Draws files by weight and cuts samples to a token budget."""

    def __init__(self, records: list[Record], tokenizer: Tokenizer, seed: str, window: int = WINDOW) -> None:
        self.size = window
        # A longer window holds longer samples, in the same proportions.
        self.layouts = [[size * window // WINDOW for size in sizes] for sizes, _ in LAYOUTS]
        self.records, self.tokenizer = records, tokenizer
        self.rng = random.Random(seed)
        self.cumulative = np.cumsum([record.weight for record in records]).tolist()
        self.parsed: dict[int, Source] = {}

    def _encode(self, data: bytes) -> list[int]:
        return self.tokenizer.encode(data.decode("utf-8", "ignore")).ids

    def _tail(self, data: bytes, budget: int) -> list[int]:
        """The last lines of `data` that fit: text is cut at a line start, as the prompt builder cuts it."""
        data = data[-budget * BYTES_PER_TOKEN :] if len(data) > budget * BYTES_PER_TOKEN else data
        while True:
            ids = self._encode(data)
            if len(ids) <= budget:
                return ids
            excess = int(len(data) * (1 - budget / len(ids)))
            line_end = data.find(b"\n", max(1, excess))
            if line_end < 0 or line_end + 1 >= len(data):
                return ids[-budget:]
            data = data[line_end + 1 :]

    def _head(self, record: Record) -> list[int]:
        family, board = record.header_facts
        # Sometimes less is known than the file tells: prompts come without a board, too.
        if self.rng.random() < RULES["boardless_share"]:
            board = None
        if self.rng.random() < RULES["headless_share"]:
            family, board = None, None
        libs = [] if self.rng.random() < RULES["without_libraries_share"] else record.libs
        return [tk.END, tk.BOARD, *self.tokenizer.encode(header(record.lang, family, board, libs)).ids]

    def sample(self, budget: int) -> list[int]:
        """At most `budget` ids; shorter than that only where the text ends."""
        index = self.rng.choices(range(len(self.records)), cum_weights=self.cumulative)[0]
        record = self.records[index]
        head = self._head(record)
        data = record.text.encode()
        room = budget - len(head) - 3
        if self.rng.random() < PLAIN_SHARE:
            start = 0 if len(data) < room * 2 or self.rng.random() < 0.25 else data.find(b"\n", self.rng.randrange(len(data))) + 1
            ids = self._encode(data[start : start + room * 8])
            ids = ids[: room + 1] if len(ids) > room else [*ids, tk.END]
            return [*head, tk.FIM_SUFFIX, tk.FIM_MIDDLE, *ids]
        if index not in self.parsed:
            if len(self.parsed) > 3000:
                self.parsed.clear()
            self.parsed[index] = parse(record.text, record.lang)
        for _ in range(4):
            start, end = cut(self.parsed[index], self.rng)
            # An answer whose beginning falls out of the window teaches nothing.
            if end - start <= room * 2:
                break
        limit = self.rng.choice(RULES["suffix_lengths"])
        limit = min(limit, room // 3)
        suffix = self._encode(data[end : end + limit * 8])[:limit]
        answer = self._tail(data[:end], room - len(suffix))
        return [*head, tk.FIM_SUFFIX, *suffix, tk.FIM_MIDDLE, *answer, tk.END]

    def window(self) -> list[int]:
        """Exactly one window. A plain sample cut short must fill its place, or the cut would look like an ending."""
        layout = self.rng.choices(self.layouts, [weight for _, weight in LAYOUTS])[0]
        ids: list[int] = []
        for size in layout:
            ids += self.sample(size)
        while self.size - len(ids) >= 96:
            ids += self.sample(self.size - len(ids))
        return (ids + [tk.END] * (self.size - len(ids)))[: self.size]


def targets_of(windows: np.ndarray) -> np.ndarray:
    """What each position should predict; -100 where nothing is asked.

    Nothing is asked for headers and markers, which prompts always give, nor for the
    <|endoftext|> that opens a sample: only the one that closes an answer is learnt.
    """
    tokens = windows.astype(np.int64)
    targets = np.full_like(tokens, -100)
    targets[:, :-1] = tokens[:, 1:]
    depth = np.cumsum(tokens == tk.BOARD, axis=1) - np.cumsum(tokens == tk.FIM_SUFFIX, axis=1)
    masked = depth > 0
    masked |= (targets == tk.BOARD) | (targets == tk.FIM_MIDDLE)
    opening = np.zeros_like(masked)
    opening[:, :-2] = (tokens[:, 1:-1] == tk.END) & (tokens[:, 2:] == tk.BOARD)
    masked |= opening
    masked |= (tokens == tk.END) & (targets == tk.END)
    targets[masked] = -100
    return targets


def write_shard(records: list[Record], tokenizer: Tokenizer, path: Path, seed: int, number: int, windows: int, window: int = WINDOW) -> None:
    """Windows of one shard as uint16; the file appears only when it is whole."""
    sampler = Sampler(records, tokenizer, f"{seed}/{number}", window)
    data = np.empty((windows, window), dtype=np.uint16)
    for index in tqdm(range(windows), desc=path.name, unit="window", mininterval=5):
        data[index] = sampler.window()
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.save(file, data)
    partial.replace(path)


def write_data(corpus: Path, out: Path, shards: int, windows: int, valid_windows: int, seed: int, window: int, workers: int = 1) -> None:
    """`plan.json`, `valid.npy` and the training shards beside `tokenizer.json`; shards that are there stay."""
    tokenizer = load_tokenizer(out / "tokenizer.json")
    plan_path = out / "plan.json"
    plan = {"shards": shards, "windows": windows, "seed": seed, "window": window}
    old = json.loads(plan_path.read_text()) if plan_path.exists() else plan
    if old.get("window", WINDOW) != window and any(out.glob("*.npy")):
        raise ValueError(f"{out} has windows of {old.get('window', WINDOW)} tokens; give {window} a folder of their own")
    plan_path.write_text(json.dumps(plan) + "\n")
    valid = out / "valid.npy"
    if not valid.exists():
        write_shard(load_records(corpus / "valid.jsonl"), tokenizer, valid, seed, 0, valid_windows, window)
    missing = [number for number in range(shards) if not (out / f"train-{number:04d}.npy").exists()]
    if not missing:
        return
    records = load_records(corpus / "train.jsonl")
    tasks = [(records, tokenizer, out / f"train-{number:04d}.npy", seed, number + 1, windows, window) for number in missing]
    if len(missing) == 1 or workers == 1:
        for task in tasks:
            write_shard(*task)
        return
    with ProcessPoolExecutor(min(workers, len(missing)), multiprocessing.get_context("fork"), initializer=_hold, initargs=(records,)) as pool:
        # The records are in every process already; a task is a shard's number.
        for _ in pool.map(_write_held, [(tokenizer.to_str(), *task[2:]) for task in tasks]):
            pass


_held: list[Record] = []


def _hold(records: list[Record]) -> None:
    _held.extend(records)


def _write_held(task: tuple) -> None:
    tokenizer = Tokenizer.from_str(task[0])
    tokenizer.encode_special_tokens = True
    write_shard(_held, tokenizer, *task[1:])
