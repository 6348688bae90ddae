"""From records of the corpus to fixed windows of token ids.

One sample is one prompt with its answer:
`<|endoftext|><|board|>{header}<|fim_suffix|>{suffix}<|fim_middle|>{prefix}{middle}<|endoftext|>`.
Prefix and middle are tokenized together: while someone types, the prompt only grows at its
end, so a KV cache stays valid. Windows are written in shards, each with fresh holes, and a
shard depends only on the corpus, the tokenizer, the seed and its number.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tqdm import tqdm

from . import tokenizer as tk
from .header import guess_target, header, libraries
from .holes import Source, cut, parse

WINDOW = 512
MAX_SUFFIX = 128
PLAIN_SHARE = 0.3
# How one window is divided into samples. Short ones carry more endings; the whole window teaches long context.
LAYOUTS = (((512,), 4), ((256, 256), 3), ((320, 192), 3), ((192, 160, 160), 2))
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

    def __init__(self, records: list[Record], tokenizer: Tokenizer, seed: str) -> None:
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
        if self.rng.random() < 0.15:
            board = None
        if self.rng.random() < 0.10:
            family, board = None, None
        libs = [] if self.rng.random() < 0.10 else record.libs
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
        limit = self.rng.choice((16, 32, 64, MAX_SUFFIX, MAX_SUFFIX, MAX_SUFFIX))
        limit = min(limit, room // 3)
        suffix = self._encode(data[end : end + limit * 8])[:limit]
        answer = self._tail(data[:end], room - len(suffix))
        return [*head, tk.FIM_SUFFIX, *suffix, tk.FIM_MIDDLE, *answer, tk.END]

    def window(self) -> list[int]:
        """Exactly one window. A plain sample cut short must fill its place, or the cut would look like an ending."""
        layout = self.rng.choices([sizes for sizes, _ in LAYOUTS], [weight for _, weight in LAYOUTS])[0]
        ids: list[int] = []
        for size in layout:
            ids += self.sample(size)
        while WINDOW - len(ids) >= 96:
            ids += self.sample(WINDOW - len(ids))
        return (ids + [tk.END] * (WINDOW - len(ids)))[:WINDOW]


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


def write_shard(records: list[Record], tokenizer: Tokenizer, path: Path, seed: int, number: int, windows: int) -> None:
    """Windows of one shard as uint16; the file appears only when it is whole."""
    sampler = Sampler(records, tokenizer, f"{seed}/{number}")
    data = np.empty((windows, WINDOW), dtype=np.uint16)
    for index in tqdm(range(windows), desc=path.name, unit="window", mininterval=5):
        data[index] = sampler.window()
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.save(file, data)
    partial.replace(path)
