#!/usr/bin/env python3
"""Polychoric correlations of the 780 pairs of 40 items of five levels, 3,497 rows: tansuo and R's psych.

    swift build -c release --product tansuo-bench
    script/bench/polychoric.py .build/release/tansuo-bench [--rounds 5]

psych stops its search early; the sums of the 780 correlations agree to three digits, which is all it claims.
"""
import argparse
import os
import statistics
import tempfile

import turns

PSYCH = """
suppressPackageStartupMessages(library(psych))
a <- commandArgs(TRUE)
d <- read.csv(a[1]); d <- d[grep("^q", names(d))]
start <- proc.time()[["elapsed"]]
rho <- suppressWarnings(suppressMessages(polychoric(d, correct = 0)))$rho
cat(sprintf("%.6f %.15g\\n", proc.time()[["elapsed"]] - start, sum(rho[upper.tri(rho)])))
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    turns.need_modules("numpy")
    turns.need_r("psych")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "survey.csv")
        turns.survey(path, levels=5)

        def ours():
            return turns.bench(options.bench, "polychoric", "--file", path, "--threads", options.threads)

        turns.agree("sum of correlations", ours()["sumOfCorrelations"], turns.r(PSYCH, path)[1], 1e-3)
        turns.race("polychoric, 780 pairs", {
            "tansuo": lambda: statistics.median(ours()["seconds"]),
            "R psych": lambda: turns.r(PSYCH, path)[0]}, options.rounds)


main()
