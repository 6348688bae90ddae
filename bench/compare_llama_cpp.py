"""Boardwise and llama.cpp on the same GGUF files, in turns, in one run.

    pip install llama-cpp-python
    python bench/compare_llama_cpp.py target/release/boardwise MODEL.gguf … [--threads 1 2] [--rounds 5] [--json FILE]

Both read the same number of tokens and write the same number after them. On one thread times are
processor time, on several the clock's (the machine should then be idle); of each round the best is
taken, and of the rounds the median ratio.
"""

import argparse
import json
import statistics
import subprocess
import time

import llama_cpp

WRITTEN = 32


class LlamaCpp:
    """A model in llama.cpp with the settings that llama-cpp-python gives it by default."""

    def __init__(self, path: str, threads: int):
        self.llama = llama_cpp.Llama(path, n_ctx=2048, n_threads=threads, n_threads_batch=threads, n_batch=512, n_gpu_layers=0, verbose=False)
        self.now = time.process_time if threads == 1 else time.perf_counter
        self.vocabulary = self.llama.n_vocab()

    def tokens(self, n: int) -> list[int]:
        return [20 + (i * 7919) % (self.vocabulary - 40) for i in range(n)]

    def prefill(self, n: int) -> float:
        self.llama.reset()
        tokens = self.tokens(n)
        start = self.now()
        self.llama.eval(tokens)
        return (self.now() - start) * 1e3

    def decode(self, context: int) -> float:
        self.llama.reset()
        tokens = self.tokens(context + WRITTEN)
        self.llama.eval(tokens[:context])
        start = self.now()
        for token in tokens[context:]:
            self.llama.eval([token])
        return (self.now() - start) * 1e3


def boardwise(program: str, model: str, threads: int, runs: int) -> dict:
    command = [program, "--threads", str(threads), "bench", "--model", model, "--format", "json", "--runs", str(runs), "--tokens", str(WRITTEN)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare(program: str, model: str, threads: int, rounds: int, runs: int) -> dict:
    theirs = LlamaCpp(model, threads)
    key = "cpu_best_ms" if threads == 1 else "best_ms"
    pairs: dict[str, list[tuple[float, float]]] = {}
    measured = {}
    for _ in range(rounds):
        measured = boardwise(program, model, threads, runs)
        for what in ("prefill", "decode"):
            for speed in measured[what]:
                name = f"prefill {speed['tokens']}" if what == "prefill" else f"decode at {speed['context']}"
                run = (lambda: theirs.prefill(speed["tokens"])) if what == "prefill" else (lambda: theirs.decode(speed["context"]))
                run()
                pairs.setdefault(name, []).append((speed[key], min(run() for _ in range(runs))))
    return {
        "model": measured["model"],
        "parameters": measured["parameters"],
        "quantization": measured["quantization"],
        "kernels": measured["kernels"],
        "threads": threads,
        "resident_mb": measured["resident_mb"],
        "peak_mb": measured["peak_mb"],
        "load_ms": measured["load_ms"],
        "rows": {
            name: {
                "boardwise_ms": statistics.median(ours for ours, _ in both),
                "llama_cpp_ms": statistics.median(llama for _, llama in both),
                "ratio": statistics.median(llama / ours for ours, llama in both),
            }
            for name, both in pairs.items()
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json")
    arguments = parser.parse_args()
    results = []
    print(f"llama-cpp-python {getattr(llama_cpp, '__version__', 'unknown')}")
    for model in arguments.models:
        for threads in arguments.threads:
            result = compare(arguments.program, model, threads, arguments.rounds, arguments.runs)
            results.append(result)
            print(f"{result['model']} ({result['parameters'] / 1e6:.1f} M, {result['quantization']}), {result['kernels']}, threads: {threads}")
            for name, row in result["rows"].items():
                print(f"  {name:<14} {row['boardwise_ms']:9.2f} ms, llama.cpp {row['llama_cpp_ms']:9.2f} ms: {row['ratio']:.2f} times", flush=True)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
