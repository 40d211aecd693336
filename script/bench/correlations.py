#!/usr/bin/env python3
"""Correlations of all pairs of 100 coded items over 1,000,000 rows: tansuo beside NumPy and SciPy.

    swift build -c release --product tansuo-bench
    script/bench/correlations.py .build/release/tansuo-bench [--rows 1000000] [--rounds 3]

Pearson is numpy.corrcoef, Spearman scipy.stats.spearmanr. SciPy's Kendall goes pair by pair: a sample of pairs is timed and
the time multiplied, and the line says so. Each method of ours is timed by itself, p-values and intervals included.
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
    parser.add_argument("--sample", type=int, default=10, help="pairs that SciPy's Kendall is timed on")
    options = parser.parse_args()
    turns.need_modules("numpy", "scipy")
    import numpy as np
    from scipy import stats

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "items.csv")
        data = turns.coded(options.rows, options.items)
        turns.digits_csv(path, data)
        upper = np.triu_indices(options.items, 1)
        pairs = len(upper[0])
        sample = [(k * 7 % options.items, (k * 7 + 3 + k) % options.items) for k in range(options.sample)]

        def ours(method):
            return turns.bench(options.bench, "correlations", "--file", path, "--method", method, "--repeat", 3,
                               "--threads", options.threads)

        def pearson():
            return np.corrcoef(data, rowvar=False)[upper].sum()

        def spearman():
            return stats.spearmanr(data).statistic[upper].sum()

        def kendall():
            return [stats.kendalltau(data[:, i], data[:, j]).statistic for i, j in sample]

        def timed(work):
            start = time.perf_counter()
            work()
            return time.perf_counter() - start

        turns.agree("Pearson", ours("pearson")["sumOfCorrelations"], pearson(), 1e-9)
        turns.agree("Spearman", ours("spearman")["sumOfCorrelations"], spearman(), 1e-9)
        few = os.path.join(folder, "few.csv")
        expected = kendall()
        for (i, j), tau in zip(sample[:3], expected):
            turns.digits_csv(few, data[:, [i, j]])
            two = turns.bench(options.bench, "correlations", "--file", few, "--method", "kendall", "--repeat", 1)
            turns.agree("Kendall", two["sumOfCorrelations"], tau, 1e-9)
        subject = f"{options.rows} x {options.items}"
        for method, peer, work in (("pearson", "numpy.corrcoef", pearson), ("spearman", "scipy spearmanr", spearman)):
            turns.race(f"{method} {subject}", {
                "tansuo": lambda: statistics.median(ours(method)["seconds"]), peer: lambda: timed(work)}, options.rounds)
        turns.race(f"kendall {subject}", {
            "tansuo": lambda: statistics.median(ours("kendall")["seconds"]),
            "scipy kendalltau": lambda: timed(kendall) * pairs / len(sample)}, options.rounds,
            {"scipy kendalltau": f"extrapolated from {len(sample)} of {pairs} pairs"})


main()
