"""Command line: tokenizer, data, training, export, evaluation and the test fixture."""

import argparse
import json
from pathlib import Path


def _tokenizer(arguments: argparse.Namespace) -> None:
    from .make import make_tokenizer

    make_tokenizer(arguments.corpus, arguments.out, arguments.vocab, arguments.megabytes, arguments.seed)


def _make(arguments: argparse.Namespace) -> None:
    from .make import make

    print(json.dumps(make(arguments.config, arguments.corpus, arguments.out, arguments.minutes, arguments.processes, arguments.dry_run), indent=1))


def _plot(arguments: argparse.Namespace) -> None:
    from .curve import write_plot

    write_plot(arguments.curve, arguments.out or arguments.curve.with_suffix(".svg"))


def _data(arguments: argparse.Namespace) -> None:
    from .samples import write_data

    write_data(arguments.corpus, arguments.out, arguments.shards, arguments.windows, arguments.valid_windows, arguments.seed, arguments.window)


def _recipes(arguments: argparse.Namespace) -> None:
    from .recipes import records

    with arguments.out.open("w") as file:
        file.writelines(json.dumps(row) + "\n" for row in records(arguments.programs, arguments.copies, arguments.seed))


def _ending(arguments: argparse.Namespace) -> None:
    from .samples import WINDOW, load_records, write_shard
    from .tokenizer import load_tokenizer

    plan = json.loads((arguments.data / "plan.json").read_text())
    tokenizer = load_tokenizer(arguments.data / "tokenizer.json")
    records = load_records(arguments.corpus / "train.jsonl", ending=True)
    recipes = load_records(arguments.recipes)
    factor = arguments.recipe_share / (1 - arguments.recipe_share) * sum(row.weight for row in records) / sum(row.weight for row in recipes)
    for row in recipes:
        row.weight *= factor
    for number in arguments.shards:
        path = arguments.data / f"train-{number:04d}.npy"
        write_shard(records + recipes, tokenizer, path, plan["seed"] + 1, number + 1, plan["windows"], plan.get("window", WINDOW))


def _windows(arguments: argparse.Namespace) -> None:
    from .samples import load_records, write_shard
    from .tokenizer import load_tokenizer

    tokenizer = load_tokenizer(arguments.tokenizer)
    write_shard(load_records(arguments.records), tokenizer, arguments.out, arguments.seed, 0, arguments.windows)


def _boards(arguments: argparse.Namespace) -> None:
    from .header import typical_board

    with arguments.records.open() as lines, arguments.out.open("w") as out:
        for line in lines:
            row = json.loads(line)
            row["board"] = typical_board(row["text"], row["lang"], row["path"], row["pio_board"])
            out.write(json.dumps(row) + "\n")


def _train(arguments: argparse.Namespace) -> None:
    from .train import train

    changes = dict(change.split("=", 1) for change in arguments.set)
    print(train(arguments.config, arguments.data, arguments.out, arguments.minutes, arguments.steps, arguments.resume, changes))


def _export(arguments: argparse.Namespace) -> None:
    from .checkpoint import load_checkpoint
    from .export import write_gguf

    model, tokenizer, state = load_checkpoint(arguments.checkpoint)
    description = f"Arduino C++ and MicroPython completion; step {state['step']}, {state['tokens']:,} tokens seen"
    write_gguf(model, tokenizer, arguments.out, arguments.quant, arguments.name, description)
    print(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes, {description}")


def _eval(arguments: argparse.Namespace) -> None:
    from .evaluate import evaluate

    print(json.dumps(evaluate(arguments.checkpoint, arguments.windows, arguments.limit, arguments.tokenizer), indent=1))


def _ngrams(arguments: argparse.Namespace) -> None:
    from .export import read_gguf
    from .ngrams import build, count, held_out, read_tokens
    from .samples import load_records
    from .tokenizer import load_tokenizer

    tokenizer = load_tokenizer(arguments.tokenizer)
    records = load_records(arguments.held_out)
    data = held_out(records, tokenizer, read_gguf(arguments.weights).eval(), arguments.places, arguments.seed)
    counted = list(count(*read_tokens(arguments.records, tokenizer)))
    print(json.dumps(build(counted, data, tokenizer, arguments.megabytes, arguments.out), indent=1))


def _fixture(arguments: argparse.Namespace) -> None:
    from .fixture import write_fixture

    write_fixture(arguments.out)


def _tiny(arguments: argparse.Namespace) -> None:
    from .tiny import make

    print(json.dumps(make(arguments.programs, arguments.out, arguments.steps), indent=1))


def _agree(arguments: argparse.Namespace) -> None:
    from .tiny import agree

    golden = arguments.folder / "golden.json"
    for who, answers in (("candle", arguments.candle), ("llama.cpp", arguments.llama_cpp)):
        if answers:
            print(f"{who}: the same text, logits within {agree(golden, who, json.loads(answers.read_text())):.1e} of PyTorch")


def main() -> None:
    parser = argparse.ArgumentParser(prog="boardwise_train", description=__doc__)
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("tokenizer", help="learn the byte-level BPE from the training split")
    command.add_argument("--corpus", type=Path, required=True, help="folder written by boardwise_corpus")
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--vocab", type=int, default=8192)
    command.add_argument("--megabytes", type=float, default=25)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=_tokenizer)

    command = commands.add_parser("data", help="cut windows: valid.npy and the training shards")
    command.add_argument("--corpus", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True, help="folder with tokenizer.json")
    command.add_argument("--shards", type=int, default=12)
    command.add_argument("--windows", type=int, default=4096, help="windows of each shard")
    command.add_argument("--window", type=int, default=512, help="tokens of a window: the context of the configuration")
    command.add_argument("--valid-windows", type=int, default=512)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=_data)

    command = commands.add_parser("windows", help="cut windows of one file of records, for evaluation")
    command.add_argument("--records", type=Path, required=True, help="eval.jsonl")
    command.add_argument("--tokenizer", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True, help=".npy to write")
    command.add_argument("--windows", type=int, default=512)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=_windows)

    command = commands.add_parser("recipes", help="training records from the programs that our recipes write")
    command.add_argument("programs", type=Path, help="folder written by `cargo run -p suggest --example write_recipes`")
    command.add_argument("out", type=Path, help="recipes.jsonl to write")
    command.add_argument("--copies", type=int, default=2, help="of each program, in different hands")
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=_recipes)

    command = commands.add_parser("ending", help="replace shards by text for the end of training: people's own programs and recipes")
    command.add_argument("--corpus", type=Path, required=True)
    command.add_argument("--recipes", type=Path, required=True, help="recipes.jsonl")
    command.add_argument("--data", type=Path, required=True, help="folder with plan.json and tokenizer.json")
    command.add_argument("--recipe-share", type=float, default=0.12)
    command.add_argument("--shards", type=int, nargs="+", required=True, help="numbers of the shards to write again")
    command.set_defaults(run=_ending)

    command = commands.add_parser("boards", help="name a board for each record, for `boardwise eval`")
    command.add_argument("--records", type=Path, required=True, help="eval.jsonl")
    command.add_argument("--out", type=Path, required=True)
    command.set_defaults(run=_boards)

    command = commands.add_parser("train", help="train, or go on with --resume")
    command.add_argument("--config", type=Path, required=True)
    command.add_argument("--data", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True)
    budget = command.add_mutually_exclusive_group(required=True)
    budget.add_argument("--minutes", type=float, help="wall-clock budget, counted over resumes")
    budget.add_argument("--steps", type=int)
    command.add_argument("--resume", action="store_true")
    command.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="another value for a key of [train], as in TOML")
    command.set_defaults(run=_train)

    command = commands.add_parser("make", help="tokenizer, data, training, export and bits per byte by one configuration; the same command goes on")
    command.add_argument("--config", type=Path, required=True)
    command.add_argument("--corpus", type=Path, required=True, help="folder written by boardwise_corpus")
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--minutes", type=float, default=25)
    command.add_argument("--processes", type=int, help="of torchrun; without it, one for each GPU")
    command.add_argument("--dry-run", action="store_true", help="two steps of one short window: whether everything runs, also without a GPU")
    command.set_defaults(run=_make)

    command = commands.add_parser("plot", help="a run's curve.csv as SVG")
    command.add_argument("curve", type=Path)
    command.add_argument("out", type=Path, nargs="?")
    command.set_defaults(run=_plot)

    command = commands.add_parser("export", help="checkpoint to GGUF")
    command.add_argument("checkpoint", type=Path)
    command.add_argument("out", type=Path)
    command.add_argument("--quant", choices=("f32", "q8_0", "q4_k"), default="q8_0")
    command.add_argument("--name", default="boardwise-cpu-6m")
    command.set_defaults(run=_export)

    command = commands.add_parser("eval", help="bits per byte of a checkpoint or GGUF on windows")
    command.add_argument("checkpoint", type=Path, help="last.pt or a .gguf file")
    command.add_argument("windows", type=Path, nargs="+", help=".npy files of windows")
    command.add_argument("--tokenizer", type=Path, help="tokenizer.json, for a .gguf file")
    command.add_argument("--limit", type=int, default=None, help="windows of each file")
    command.set_defaults(run=_eval)

    command = commands.add_parser("ngrams", help="the table of n-grams that speaks beside the weights")
    command.add_argument("--records", type=Path, required=True, help="train.jsonl, which is counted")
    command.add_argument("--held-out", type=Path, required=True, help="records of the valid split, less copies of training text: trust is fitted on them")
    command.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json")
    command.add_argument("--weights", type=Path, required=True, help="GGUF beside which it will speak")
    command.add_argument("--out", type=Path, required=True, help="weights.ngrams beside weights.gguf")
    command.add_argument("--megabytes", type=float, default=10)
    command.add_argument("--places", type=int, default=700, help="holes of three lines in the held-out records")
    command.add_argument("--seed", type=int, default=7)
    command.set_defaults(run=_ngrams)

    command = commands.add_parser("fixture", help="write the tiny GGUF and its expected output for parity tests")
    command.add_argument("out", type=Path)
    command.set_defaults(run=_fixture)

    command = commands.add_parser("tiny", help="a toy model from our recipes: data, training, export, bits per byte (see cargo xtask model tiny)")
    command.add_argument("programs", type=Path, help="folder written by `cargo run -p suggest --example write_recipes`")
    command.add_argument("out", type=Path)
    command.add_argument("--steps", type=int, default=40)
    command.set_defaults(run=_tiny)

    command = commands.add_parser("agree", help="compare what candle and llama.cpp say with what PyTorch said")
    command.add_argument("folder", type=Path, help="written by tiny")
    command.add_argument("--candle", type=Path, required=True, help="output of `cargo run --workspace --example greedy`")
    command.add_argument("--llama-cpp", type=Path, help="output of `python -m boardwise_train.llama`")
    command.set_defaults(run=_agree)

    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
