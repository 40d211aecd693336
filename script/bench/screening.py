#!/usr/bin/env python3
"""Pearson's test of every pair of coded items: tansuo and NumPy with SciPy in turn, on one file made here.

    swift build -c release --product tansuo-bench
    script/bench/screening.py .build/release/tansuo-bench [--rows 1000000] [--items 100] [--rounds 5]

NumPy counts all pairs by one product of the one-hot matrix in single precision, block by block, which is the quickest
formulation we know of outside of bit planes; SciPy turns the statistics into p-values, all at once. The sums of all
statistics are compared before anything is timed.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time

import turns

turns.need_modules("numpy", "scipy")

import numpy as np
from scipy import stats


def make(path, rows, items, seed=1):
    """Items of two to seven levels that share a common part, coded 1..k, one digit a cell."""
    random = np.random.default_rng(seed)
    common = random.standard_normal(rows).astype(np.float32)
    data = np.empty((rows, items), dtype=np.uint8)
    for item in range(items):
        levels = 2 + item % 6
        score = 0.5 * common + random.standard_normal(rows).astype(np.float32)
        cuts = np.quantile(score[:50_000], np.linspace(0, 1, levels + 1)[1:-1])
        data[:, item] = np.searchsorted(cuts, score) + 1
    text = np.empty((rows, 2 * items), dtype=np.uint8)
    text[:, 0::2] = data + 48
    text[:, 1::2] = 44
    text[:, -1] = 10
    with open(path, "wb") as file:
        file.write((",".join(f"q{k:03d}" for k in range(items)) + "\n").encode())
        file.write(text.tobytes())
    return data


def ours(bench, path, threads):
    answer = json.loads(subprocess.run(
        [bench, "screen", "--file", path, "--threads", str(threads), "--repeat", "3"],
        check=True, capture_output=True, text=True).stdout)
    return statistics.median(answer["seconds"]), answer["pairs"], answer["sum"]


def numpy_scipy(data):
    start = time.perf_counter()
    rows, items = data.shape
    levels = [int(k) for k in data.max(axis=0)]
    first = np.concatenate([[0], np.cumsum(levels)])
    counts = np.zeros((first[-1], first[-1]))
    for block in range(0, rows, 65_536):
        part = data[block:block + 65_536]
        hot = np.zeros((len(part), first[-1]), dtype=np.float32)
        for item, k in enumerate(levels):
            hot[:, first[item]:first[item + 1]] = part[:, item, None] == np.arange(1, k + 1)
        counts += hot.T @ hot
    expected = np.outer(np.diag(counts), np.diag(counts)) / rows
    parts = (counts - expected) ** 2 / expected
    statistic = np.add.reduceat(np.add.reduceat(parts, first[:-1], axis=0), first[:-1], axis=1)
    upper = np.triu_indices(items, 1)
    df = np.outer(np.array(levels) - 1, np.array(levels) - 1)[upper]
    stats.chi2.sf(statistic[upper], df)
    np.sqrt(statistic[upper] / rows / np.minimum.outer(np.array(levels) - 1, np.array(levels) - 1)[upper])
    return time.perf_counter() - start, len(df), float(statistic[upper].sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "items.csv")
        data = make(path, options.rows, options.items)
        programs = {"tansuo": lambda: ours(options.bench, path, options.threads),
                    "numpy+scipy": lambda: numpy_scipy(data)}
        first = {name: run() for name, run in programs.items()}
        reference = first["numpy+scipy"]
        if first["tansuo"][1] != reference[1] or abs(first["tansuo"][2] - reference[2]) > 1e-9 * reference[2]:
            raise SystemExit(f"the answers do not agree: {first}")
        times = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, run in programs.items():
                times[name].append(run()[0])
        base = statistics.median(times["tansuo"])
        for name, seconds in times.items():
            print(f"screen {options.rows} x {options.items}  {name:12} median {statistics.median(seconds):.4f} s"
                  f"  ({min(seconds):.4f} to {max(seconds):.4f})  ratio {statistics.median(seconds) / base:.1f}")


main()
