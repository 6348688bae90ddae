#!/usr/bin/env python3
"""Fits the weights of `server/suggest/src/rank.rs` to what was right.

    boardwise eval VALID.jsonl --per-kind 4 --replay-files 0 --raw RAW.jsonl
    python -P tests/eval/fit.py RAW.jsonl       # -P: `typing.py` lies beside it

VALID.jsonl is the `valid` split of the corpus: neither trained on, nor reported on. Prints the weights, and how
often a suggestion of each confidence was right, in each half of the files fitted on the other.
"""

import json
import sys
import zlib

import numpy as np

NAMES = ("1", "mean_logprob", "min_logprob", "ln(1+n_tokens)", "unfinished")
RIDGE = 1.0


def features(facts: dict) -> list[float]:
    return [
        1.0,
        facts["mean_logprob"],
        max(facts["min_logprob"], -4.0),
        np.log1p(facts["n_tokens"]),
        0.0 if facts["is_finished"] else 1.0,
    ]


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton's method for a logistic regression with a small ridge on everything but the constant."""
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def main() -> None:
    rows = [json.loads(line) for line in open(sys.argv[1])]
    rows = [row for row in rows if row["facts"] and row["kind"] != "block"]
    x = np.array([features(row["facts"]) for row in rows])
    y = np.array([row["exact"] for row in rows], dtype=float)
    # Whole files to one half: two places of a file are not independent.
    half = np.array([zlib.crc32(row["path"].encode()) % 2 for row in rows])
    predicted = np.zeros(len(y))
    for side in (0, 1):
        predicted[half == side] = 1 / (1 + np.exp(-x[half == side] @ fit(x[half != side], y[half != side])))
    weights = fit(x, y)
    print(f"{len(y)} suggestions, {y.mean():.1%} right")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"  {name:<18} {weight:+.2f}")
    print("confidence   share   right   (fitted on the other half)")
    for low in np.arange(0, 1, 0.1):
        here = (predicted >= low) & (predicted < low + 0.1)
        if here.any():
            print(f"  {low:.1f}-{low + 0.1:.1f}   {here.mean():6.1%}  {y[here].mean():6.1%}")


if __name__ == "__main__":
    main()
