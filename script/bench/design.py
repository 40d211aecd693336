#!/usr/bin/env python3
"""Rao–Scott's second-order tests of the 780 pairs of 40 items, 3,497 people in 426 enterprises: tansuo and R's survey.

    swift build -c release --product tansuo-bench
    script/bench/design.py .build/release/tansuo-bench [--rounds 5]
"""
import argparse
import os
import statistics
import tempfile

import turns

SURVEY = """
suppressPackageStartupMessages(library(survey))
a <- commandArgs(TRUE)
d <- read.csv(a[1]); q <- grep("^q", names(d), value = TRUE); d[q] <- lapply(d[q], factor)
design <- svydesign(ids = ~enterprise, strata = ~province, weights = ~weight, data = d, nest = TRUE)
pairs <- combn(q, 2)
start <- proc.time()[["elapsed"]]; sum <- 0
for (k in seq_len(ncol(pairs)))
  sum <- sum + svychisq(as.formula(paste0("~", pairs[1, k], "+", pairs[2, k])), design, statistic = "F")$statistic
cat(sprintf("%.6f %.15g\\n", proc.time()[["elapsed"]] - start, sum))
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    turns.need_modules("numpy")
    turns.need_r("survey")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "survey.csv")
        turns.survey(path)

        def ours():
            return turns.bench(
                options.bench, "design", "--data", path, "--cluster", "enterprise", "--strata", "province",
                "--weights", "weight", "--threads", options.threads)

        turns.agree("sum of F", ours()["meanF"], turns.r(SURVEY, path)[1], 1e-9)
        turns.race("Rao-Scott, 780 pairs", {
            "tansuo": lambda: statistics.median(ours()["seconds"]),
            "R survey": lambda: turns.r(SURVEY, path)[0]}, options.rounds)


main()
