#!/usr/bin/env python3
"""Weighted association of every pair of coded items: tansuo and NumPy's bincount with weights, on one file made here.

    swift build -c release --product tansuo-bench
    script/bench/weighted.py .build/release/tansuo-bench [--rows 1000000] [--items 100] [--rounds 3]

NumPy goes pair by pair, with SciPy for the p-values; a sample of pairs is timed and the time multiplied, and the line says
so, unless --sample asks for all of them. Ours is timed twice: associations with naive tests, which is what the peer
computes, and those together with the second-order Rao–Scott tests of all pairs.
"""
import argparse
import os
import statistics
import tempfile
import time

import turns


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sample", type=int, default=60, help="pairs that NumPy is timed on")
    options = parser.parse_args()
    turns.need_modules("numpy", "scipy")
    import numpy as np
    from scipy import stats

    data = turns.coded(options.rows, options.items)
    weights = np.round(np.random.default_rng(2).lognormal(0, 0.45, options.rows), 5)
    pairs = [(i, j) for i in range(options.items) for j in range(i + 1, options.items)]
    step = max(1, len(pairs) // options.sample)
    sample = pairs[::step]

    def statistic(i, j):
        height, width = int(data[:, i].max()), int(data[:, j].max())
        cells = (data[:, i] - 1) * np.uint8(width) + (data[:, j] - 1)
        counts = np.bincount(cells, weights=weights, minlength=height * width).reshape(height, width)
        expected = np.outer(counts.sum(1), counts.sum(0)) / counts.sum()
        value = ((counts - expected) ** 2 / expected).sum()
        stats.chi2.sf(value, (height - 1) * (width - 1))
        return value

    def numpy():
        start = time.perf_counter()
        for i, j in sample:
            statistic(i, j)
        return (time.perf_counter() - start) * len(pairs) / len(sample)

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "weighted.csv")
        turns.digits_csv(path, data, weights)

        def ours(*more):
            return turns.bench(options.bench, "weighted-screen", "--file", path, "--threads", options.threads,
                               "--repeat", 3, *more)

        # The sum over all pairs is compared on the first items, where NumPy can do all of them.
        few = os.path.join(folder, "few.csv")
        turns.digits_csv(few, data[:, :8], weights)
        mine = turns.bench(options.bench, "weighted-screen", "--file", few, "--repeat", 1)
        turns.agree("sum of statistics", mine["sum"],
                    sum(statistic(i, j) for i in range(8) for j in range(i + 1, 8)), 1e-9)
        if step == 1:
            turns.agree("sum of statistics", ours()["sum"], sum(statistic(i, j) for i, j in pairs), 1e-9)
        note = f"extrapolated from {len(sample)} of {len(pairs)} pairs" if step > 1 else ""
        turns.race(f"weighted {options.rows} x {options.items}", {
            "tansuo": lambda: statistics.median(ours("--design", "no")["seconds"]),
            "tansuo with Rao-Scott": lambda: statistics.median(ours()["seconds"]),
            "numpy bincount": numpy}, options.rounds, {"numpy bincount": note})


main()
