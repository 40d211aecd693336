#!/usr/bin/env python3
"""Random tables with the margins of sparse tables, 100,000 draws each: tansuo and R's chisq.test(simulate.p.value).

    swift build -c release --product tansuo-bench
    script/bench/montecarlo.py .build/release/tansuo-bench [--tables 20] [--draws 100000] [--rounds 3]

Draws are random in both, so the mean p of the tables is compared to within its Monte-Carlo error.
"""
import argparse
import os
import statistics
import tempfile

import turns

SIMULATION = """
a <- commandArgs(TRUE)
long <- read.csv(a[1]); draws <- as.integer(a[2])
tables <- lapply(split(long, long$table), function(s) { m <- matrix(0, max(s$row), max(s$col)); m[cbind(s$row, s$col)] <- s$count; m })
set.seed(1); start <- proc.time()[["elapsed"]]
p <- vapply(tables, function(m) chisq.test(m, simulate.p.value = TRUE, B = draws)$p.value, 1)
cat(sprintf("%.6f %.15g\\n", proc.time()[["elapsed"]] - start, mean(p)))
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--tables", type=int, default=20)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    turns.need_modules("numpy")
    turns.need_r()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "tables.csv")
        turns.sparse_tables(path, options.tables)

        def ours():
            return turns.bench(options.bench, "monte-carlo", "--tables", path, "--draws", options.draws,
                               "--threads", options.threads)

        mine, theirs = ours()["meanP"], turns.r(SIMULATION, path, options.draws)[1]
        # Two means of p from independent draws; half is the greatest deviation of one draw.
        error = 0.5 * (2 / options.tables / options.draws) ** 0.5
        if abs(mine - theirs) > 5 * error:
            raise SystemExit(f"mean p: the answers do not agree: {mine} and {theirs}")
        turns.race(f"Monte Carlo, {options.tables} tables", {
            "tansuo": lambda: statistics.median(ours()["seconds"]),
            "R chisq.test": lambda: turns.r(SIMULATION, path, options.draws)[0]}, options.rounds)


main()
