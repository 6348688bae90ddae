"""The whole pipeline in small: from the programs of our recipes to a GGUF that three programs run alike.

`cargo xtask model tiny` runs it; nothing but text of our own goes in.
"""

import json
from pathlib import Path

import torch

from . import tokenizer as tk
from .checkpoint import load_checkpoint
from .evaluate import evaluate
from .export import read_gguf, write_gguf
from .fixture import prompt_tokens
from .ngrams import build, count, read_tokens
from .ngrams import held_out as held_out_tokens
from .recipes import records
from .samples import load_records, write_shard
from .train import train

CONFIG = Path(__file__).resolve().parents[1] / "configs/tiny.toml"
VOCABULARY = 1024
SHARDS, WINDOWS = 2, 512
# Every so many recipes one is kept for measuring, with all of its programs.
HELD_OUT = 10
GREEDY_TOKENS = 48


def make(programs: Path, out: Path, steps: int) -> dict:
    """Train on most recipes, export in f32 and Q8_0, measure on the others; write `golden.json` and the report."""
    out.mkdir(parents=True, exist_ok=True)
    rows = records(programs, copies=1, seed=1)
    names = sorted({Path(row["path"]).stem for row in rows})
    held_out = set(names[::HELD_OUT])
    splits = {"train": [], "valid": []}
    for row in rows:
        recipe = Path(row["path"]).stem
        # Each recipe is a repository of its own here: of what one says alone the table of n-grams keeps nothing.
        splits["valid" if recipe in held_out else "train"].append(row | {"repository": recipe})
    for split, chosen in splits.items():
        (out / f"{split}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in chosen))

    data = out / "data"
    data.mkdir(exist_ok=True)
    tokenizer = tk.train_tokenizer((row["text"] for row in splits["train"]), VOCABULARY, progress=False)
    tokenizer.save(str(data / "tokenizer.json"))
    (data / "plan.json").write_text(json.dumps({"shards": SHARDS, "windows": WINDOWS, "seed": 1}) + "\n")
    write_shard(load_records(out / "valid.jsonl"), tokenizer, data / "valid.npy", 1, 0, 64)
    for number in range(SHARDS):
        write_shard(load_records(out / "train.jsonl"), tokenizer, data / f"train-{number:04d}.npy", 1, number + 1, WINDOWS)

    checkpoint = train(CONFIG, data, out / "run", None, steps, False)
    model, tokenizer, state = load_checkpoint(checkpoint)
    for quant in ("f32", "q8_0"):
        description = f"A toy: {state['tokens']:,} tokens of our own recipes"
        write_gguf(model, tokenizer, out / f"tiny-{quant}.gguf", quant, f"boardwise-tiny-{quant}", description)
    held = held_out_tokens(load_records(out / "valid.jsonl"), tokenizer, read_gguf(out / "tiny-q8_0.gguf").eval(), 40, 1)
    ngrams = build(list(count(*read_tokens(out / "train.jsonl", tokenizer))), held, tokenizer, 0.2, out / "tiny-q8_0.ngrams")
    write_golden(out / "tiny-f32.gguf", tokenizer, splits["valid"], out / "golden.json")
    report = {
        "recipes": {"train": len(names) - len(held_out), "valid": len(held_out)},
        "files": {split: len(chosen) for split, chosen in splits.items()},
        "steps": state["step"],
        "tokens": state["tokens"],
        "parameters": model.parameter_count(),
        "ngrams": ngrams,
        "bits_per_byte": {
            path.name: evaluate(path, [data / "valid.npy"], None, data / "tokenizer.json")["valid"]["bits_per_byte"]
            for path in (checkpoint, out / "tiny-f32.gguf", out / "tiny-q8_0.gguf")
        },
    }
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    return report


@torch.no_grad()
def write_golden(gguf: Path, tokenizer: tk.Tokenizer, rows: list[dict], out: Path) -> None:
    """What the exported model says in PyTorch: the first logits and the greedy text at a place of some programs."""
    model = read_gguf(gguf).eval()
    cases = []
    for row in rows[:: max(1, len(rows) // 4)][:4]:
        text = row["text"]
        cut = text.rfind("\n", 0, min(len(text) * 2 // 3, 900)) + 3
        prefix, suffix = text[:cut], text[cut:][:120]
        prompt = prompt_tokens(tokenizer, f"{row['lang']} - -\nlibs: -\n", suffix, prefix)
        sequence, first = list(prompt), None
        while len(sequence) < len(prompt) + GREEDY_TOKENS:
            logits = model(torch.tensor([sequence]))[0, -1]
            first = logits if first is None else first
            sequence.append(int(logits.argmax()))
            if sequence[-1] == tk.END:
                break
        written = [token for token in sequence[len(prompt) :] if token != tk.END]
        greedy = b"".join(tk.token_bytes(tokenizer)[token] for token in written).decode("utf-8", "replace")
        cases.append({"prompt": prompt, "prefix": prefix, "tokens": tokenizer.encode(prefix).ids, "logits": first.tolist(), "greedy": greedy})
    out.write_text(json.dumps({"greedy_tokens": GREEDY_TOKENS, "end": tk.END, "cases": cases}) + "\n")


# Sums in another order; logits of the toy span about thirty.
LOGIT_TOLERANCE = 2e-3


def agree(golden: Path, who: str, answers: list[dict]) -> float:
    """Largest difference of a logit.

    Raises:
        ValueError: tokens or greedy text differ, or a logit by more than the tolerance.
    """
    largest = 0.0
    cases = json.loads(golden.read_text())["cases"]
    for number, (case, answer) in enumerate(zip(cases, answers, strict=True)):
        if case["tokens"] != answer["tokens"]:
            raise ValueError(f"{who} cuts prompt {number} into other tokens than training did")
        largest = max(largest, *(abs(a - b) for a, b in zip(case["logits"], answer["logits"], strict=True)))
        if largest > LOGIT_TOLERANCE:
            raise ValueError(f"{who} differs by {largest:.5f} in a logit of prompt {number}; {LOGIT_TOLERANCE} are rounding")
        if case["greedy"].encode() != answer["greedy"].encode():
            raise ValueError(f"{who} goes on after prompt {number} with {answer['greedy']!r} and PyTorch with {case['greedy']!r}")
    return largest
