#!/usr/bin/env python3
"""Exact tests of sparse tables of 3×4 to 5×6: tansuo and R's fisher.test, on tables made here.

    swift build -c release --product tansuo-bench
    script/bench/fisher.py .build/release/tansuo-bench [--tables 40] [--limit 10] [--rounds 2]

R is given `--limit` seconds a table (setTimeLimit), by exact.R; tables it gives up are left out on both sides and counted. Each p is
compared to 1e-9 where R answers.
"""
import argparse
import csv
import os
import subprocess
import tempfile

import turns


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--tables", type=int, default=40)
    parser.add_argument("--limit", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    turns.need_modules("numpy")
    turns.need_r()
    with tempfile.TemporaryDirectory() as folder:
        path, answer = os.path.join(folder, "tables.csv"), os.path.join(folder, "answer.csv")
        turns.sparse_tables(path, options.tables)

        def theirs():
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exact.R")
            subprocess.run(["Rscript", script, path, answer, str(options.limit)], check=True, capture_output=True)
            with open(answer) as file:
                return [row for row in csv.DictReader(file) if row["p"] != "NA"]

        solved = theirs()
        only = ",".join(row["table"] for row in solved)
        lines = subprocess.run(
            [options.bench, "exact", "--tables", path, "--only", only, "--threads", str(options.threads),
             "--list", "yes"], check=True, capture_output=True, text=True).stdout.splitlines()
        mine = {words[0]: float(words[1]) for words in (line.split() for line in lines[:-1])}
        for row in solved:
            turns.agree(f"table {row['table']}", mine[row["table"]], float(row["p"]), 1e-9)
        given_up = options.tables - len(solved)

        def ours():
            return turns.bench(options.bench, "exact", "--tables", path, "--only", only,
                               "--threads", options.threads)["seconds"][0]

        def again():
            known = set(only.split(","))
            return sum(float(row["seconds"]) for row in theirs() if row["table"] in known)

        turns.race(f"exact, {len(solved)} tables", {"tansuo": ours, "R fisher.test": again}, options.rounds,
                   {"R fisher.test": f"{given_up} of {options.tables} given up after {options.limit:g} s"})


main()
