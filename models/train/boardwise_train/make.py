"""One command from text to GGUF by a configuration: tokenizer, data, training (under torchrun where there are several
GPUs), export, bits per byte. Each step leaves a file; the same command goes on after the last one that is there."""

import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import torch

from .checkpoint import load_checkpoint
from .evaluate import evaluate
from .export import write_gguf
from .samples import load_records, write_data
from .tokenizer import train_tokenizer

MEGABYTES = 25
# A dry run is to show that everything runs, not to learn.
DRY_DATA = {"shards": 1, "windows": 8, "valid_windows": 2}
DRY_TRAIN = {"micro_batch": "1", "accumulate": "1", "warmup_steps": "1", "log_steps": "1", "validation_windows": "2"}
DRY_STEPS = 2


def make_tokenizer(corpus: Path, out: Path, vocabulary: int, megabytes: float, seed: int) -> None:
    records = load_records(corpus / "train.jsonl")
    random.Random(seed).shuffle(records)
    taken, budget = [], int(megabytes * 1e6)
    for record in records:
        # Down-weighted repositories shape the vocabulary less, too.
        size = int(len(record.text) * min(1.0, record.weight / max(1, len(record.text))))
        taken.append(record.text[:size])
        budget -= size
        if budget < 0:
            break
    tokenizer = train_tokenizer(taken, vocabulary)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"))


def make(config: Path, corpus: Path, out: Path, minutes: float, processes: int | None, dry_run: bool) -> dict:
    """Run what is missing; return bits per byte of the exported files."""
    settings = tomllib.loads(config.read_text())
    wanted = settings["data"] | (DRY_DATA if dry_run else {})
    data, run = out / "data", out / "run"
    if not (data / "tokenizer.json").exists():
        make_tokenizer(corpus, data, wanted["vocabulary"], MEGABYTES, settings["train"]["seed"])
    write_data(corpus, data, wanted["shards"], wanted["windows"], wanted["valid_windows"], settings["train"]["seed"], wanted["window"], os.cpu_count() or 1)

    processes = processes or max(1, torch.cuda.device_count())
    launch = [sys.executable, "-m"]
    if processes > 1:
        launch += ["torch.distributed.run", "--standalone", f"--nproc-per-node={processes}", "-m"]
    command = [*launch, "boardwise_train", "train", "--config", str(config), "--data", str(data), "--out", str(run), "--resume"]
    command += ["--steps", str(DRY_STEPS)] if dry_run else ["--minutes", str(minutes)]
    if dry_run:
        command += [f"--set={key}={value}" for key, value in DRY_TRAIN.items()]
    package = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": paths})

    model, tokenizer, state = load_checkpoint(run / "last.pt")
    parameters = model.parameter_count()
    report = {"parameters": parameters, "steps": state["step"], "tokens": state["tokens"], "bits_per_byte": {}}
    for quant in ("f32", "q8_0", "q4_k"):
        path = out / f"boardwise-{config.stem}-{round(parameters / 1e6)}m-{quant}.gguf"
        description = f"Arduino C++ and MicroPython completion; step {state['step']}, {state['tokens']:,} tokens seen"
        write_gguf(model, tokenizer, path, quant, f"boardwise-{config.stem}-{round(parameters / 1e6)}m", description)
        report["bits_per_byte"][path.name] = evaluate(path, [data / "valid.npy"], None, data / "tokenizer.json")["valid"]["bits_per_byte"]
    return report
