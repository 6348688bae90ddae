"""Training: warm up, hold, decay to zero; by steps or by the wall clock; exactly resumable.

With `--minutes N` the last fifth of the time decays the learning rate linearly to zero, however
fast the machine turns out to be, so a run that must end at a given time ends with a finished model.
"""

import csv
import json
import math
import os
import signal
import time
import tomllib
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from .curve import write_plot
from .model import Decoder, ModelConfig
from .optim import build_optimizers
from .samples import targets_of
from .tokenizer import load_tokenizer, token_bytes

DECAY_SHARE = 0.2
VALIDATION_BATCH = 16


class Batches:
    """Windows from shards in order, then again in another order; its whole state is the step number."""

    def __init__(self, folder: Path, batch: int, rank: int = 0, world: int = 1) -> None:
        self.folder, self.batch, self.rank, self.world = folder, batch, rank, world
        self.plan = json.loads((folder / "plan.json").read_text())
        self.per_shard = self.plan["windows"] // (batch * world)
        self.loaded: tuple[int, np.ndarray] | None = None

    def get(self, step: int) -> tuple[torch.Tensor, torch.Tensor]:
        turn, within = divmod(step, self.per_shard)
        epoch, number = divmod(turn, self.plan["shards"])
        if self.loaded is None or self.loaded[0] != turn:
            path = self.folder / f"train-{number:04d}.npy"
            while not path.exists():
                # Shards are written while training runs.
                time.sleep(2)
            windows = np.load(path)
            if epoch:
                windows = np.random.default_rng(turn).permutation(windows)
            self.loaded = (turn, windows)
        start = (within * self.world + self.rank) * self.batch
        windows = self.loaded[1][start : start + self.batch]
        return torch.from_numpy(windows.astype(np.int64)), torch.from_numpy(targets_of(windows))


@torch.no_grad()
def bits_per_byte(model: Decoder, windows: np.ndarray, byte_lengths: torch.Tensor, autocast, device: torch.device) -> float:
    """Bits the model needs for each byte of text it is asked for; endings cost bits and have no bytes."""
    model.eval()
    nats = bytes_seen = 0.0
    for start in range(0, len(windows), VALIDATION_BATCH):
        part = windows[start : start + VALIDATION_BATCH]
        targets = torch.from_numpy(targets_of(part)).to(device)
        with autocast():
            nats += model(torch.from_numpy(part.astype(np.int64)).to(device), targets, reduction="sum").item()
        bytes_seen += byte_lengths[targets[targets >= 0]].sum().item()
    model.train()
    return nats / math.log(2) / bytes_seen


def schedule(done: float, warmup: float) -> float:
    """Learning-rate factor at a share `done` of the run; `warmup` is its own progress, 1 when over."""
    decay = min(1.0, max(0.0, (1 - done) / DECAY_SHARE))
    return min(1.0, warmup) * decay


def save_checkpoint(path: Path, state: dict) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def train(
    config_path: Path, data: Path, out: Path, minutes: float | None, steps: int | None, resume: bool, changes: dict[str, str] | None = None
) -> Path:
    """Run until the budget is spent; return the last checkpoint. SIGUSR1 means: decay now, over `decay_minutes`.

    `changes` are other values for keys of the configuration's [train], written as in TOML.
    """
    settings = tomllib.loads(config_path.read_text())
    options = settings["train"]
    for key, value in (changes or {}).items():
        if key not in options:
            raise ValueError(f"{config_path} has no train.{key} to change; it has {', '.join(options)}")
        options[key] = tomllib.loads(f"value = {value}")["value"]
    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if world > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    if not cuda and "threads" in options:
        # One process for each core beats one process on all of them where other programs run, too:
        # threads meet at every operation, processes once a step.
        torch.set_num_threads(max(1, options["threads"] // world))
    torch.manual_seed(options["seed"])

    def autocast():
        return torch.autocast(device.type, dtype=torch.bfloat16) if options["bf16"] else nullcontext()

    tokenizer = load_tokenizer(data / "tokenizer.json")
    config = ModelConfig(vocab=tokenizer.get_vocab_size(), **settings["model"])
    raw = Decoder(config).to(device)
    optimizers = build_optimizers(raw, options["muon_lr"], options["adam_lr"], options["weight_decay"])
    out.mkdir(parents=True, exist_ok=True)
    newest = out / "last.pt"
    step, elapsed_before = 0, 0.0
    if resume and newest.exists():
        state = torch.load(newest, map_location=device, weights_only=True)
        raw.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        step, elapsed_before = state["step"], state["elapsed"]
    model = torch.compile(raw) if options["compile"] else raw
    wrapped = DistributedDataParallel(model) if world > 1 else model
    average = None
    if options.get("ema"):
        # An average of the weights over about 1 / (1 - ema) steps, which is what is measured and exported.
        average = AveragedModel(raw, multi_avg_fn=get_ema_multi_avg_fn(options["ema"]))
        if resume and newest.exists():
            average.load_state_dict(state["average"])
    measured = average.module if average else raw
    batches = Batches(data, options["micro_batch"], rank, world)
    accumulate = options["accumulate"]
    byte_lengths = torch.tensor([len(value) for value in token_bytes(tokenizer)], device=device)
    validation = np.load(data / "valid.npy")[: options["validation_windows"]]
    if validation.shape[1] > config.context:
        raise ValueError(f"{data} has windows of {validation.shape[1]} tokens, the model a context of {config.context}: cut them with --window")

    began = time.time() - elapsed_before
    deadline = began + minutes * 60 if minutes else None
    decay_from: float | None = None

    def decay_now(*_) -> None:
        nonlocal decay_from
        decay_from = decay_from or time.time()

    signal.signal(signal.SIGUSR1, decay_now)

    def own_progress() -> float:
        if decay_from is not None:
            return 1 - DECAY_SHARE + DECAY_SHARE * (time.time() - decay_from) / (options["decay_minutes"] * 60)
        if deadline is not None:
            return (time.time() - began) / (deadline - began)
        return step / steps

    def progress() -> float:
        """The share of the run that is over. Clocks differ between processes: the first one's counts."""
        share = torch.tensor([own_progress()], dtype=torch.float64, device=device)
        if world > 1:
            dist.broadcast(share, 0)
        return share.item()

    def checkpoint() -> None:
        if rank == 0:
            save_checkpoint(newest, {
                "model": raw.state_dict(),
                **({"average": average.state_dict()} if average else {}),
                "optimizers": [optimizer.state_dict() for optimizer in optimizers],
                "config": asdict(config),
                "step": step,
                "elapsed": time.time() - began,
                "tokens": step * accumulate * options["micro_batch"] * world * validation.shape[1],
                "tokenizer": tokenizer.to_str(),
                "settings": settings,
            })

    curve_path = out / "curve.csv"
    columns = ["step", "minutes", "tokens", "lr_factor", "train_loss", "valid_bits_per_byte"]
    if rank == 0 and not (resume and curve_path.exists()):
        curve_path.write_text(",".join(columns) + "\n")
    last_save = last_validation = time.time()
    losses: list[float] = []
    print(f"{raw.parameter_count():,} parameters, step {step}, {world} process(es)", flush=True)
    while (done := progress()) < 1.0:
        factor = schedule(done, (step + 1) / options["warmup_steps"])
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak_lr"] * factor
        total = 0.0
        for part in range(accumulate):
            tokens, targets = batches.get(step * accumulate + part)
            with autocast():
                loss = wrapped(tokens.to(device), targets.to(device)) / accumulate
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(raw.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        if average:
            average.update_parameters(raw)
        step += 1
        losses.append(total)
        now = time.time()
        # The last step of a run by steps ends it; a run by the clock ends at its deadline.
        finished = progress() >= 1.0
        if rank == 0 and (step % options["log_steps"] == 0 or finished):
            bits = ""
            if now - last_validation > options["validation_seconds"] or finished:
                bits = f"{bits_per_byte(measured, validation, byte_lengths, autocast, device):.4f}"
                last_validation = time.time()
            count = step * accumulate * options["micro_batch"] * world * tokens.shape[1]
            row = [step, f"{(now - began) / 60:.2f}", count, f"{factor:.4f}", f"{sum(losses) / len(losses):.4f}", bits]
            with curve_path.open("a", newline="") as file:
                csv.writer(file).writerow(row)
            print(" ".join(f"{name}={value}" for name, value in zip(columns, row, strict=True)), flush=True)
            losses.clear()
        if now - last_save > options["checkpoint_seconds"]:
            checkpoint()
            last_save = now
    checkpoint()
    if rank == 0:
        write_plot(curve_path, curve_path.with_suffix(".svg"))
    if world > 1:
        dist.destroy_process_group()
    return newest
