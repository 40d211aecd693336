#!/usr/bin/env python3
"""One crosstab with its chi-square test as a whole process, 3,497 rows by 44 columns of CSV: tansuo beside PSPP, R and
Python with pandas and SciPy.

    swift build -c release --product tansuo
    script/bench/process.py .build/release/tansuo [--rounds 15]

Each turn starts the program, reads the file, prints the table with the test, and ends. Peers that are not installed are named.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import turns

R = """
a <- commandArgs(TRUE); d <- read.csv(a[1]); t <- table(d$q03, d$q04)
print(t); cat(sprintf("\\n%.10g\\n", chisq.test(t, correct = FALSE)$statistic))
"""
PANDAS = """
import sys, pandas
from scipy.stats import chi2_contingency
d = pandas.read_csv(sys.argv[1]); t = pandas.crosstab(d.q03, d.q04)
print(t); print(chi2_contingency(t, correction=False).statistic)
"""
PSPP = """
GET DATA /TYPE=TXT /FILE='{path}' /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=2 /DELIMITERS=","
  /VARIABLES=id A6 province A2 enterprise A5 weight F8.5 {items}.
CROSSTABS /TABLES=q03 BY q04 /STATISTICS=CHISQ /CELLS=COUNT.
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tansuo")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    turns.need_modules("numpy")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "survey.csv")
        turns.survey(path)
        files = {}
        rows = [" ".join(f"q{k:02d} F1" for k in range(first, first + 10)) for first in (1, 11, 21, 31)]
        syntax = PSPP.format(path=path, items="\n  ".join(rows))
        for name, text in (("one.R", R), ("one.py", PANDAS), ("one.sps", syntax)):
            files[name] = os.path.join(folder, name)
            with open(files[name], "w") as file:
                file.write(text)
        crosstab = [options.tansuo, "crosstab", path, "--rows", "q03", "--cols", "q04"]
        programs = {"tansuo": crosstab}
        if shutil.which("pspp"):
            programs["PSPP"] = ["pspp", "-O", "format=txt", files["one.sps"]]
        if shutil.which("Rscript"):
            programs["R"] = ["Rscript", "--vanilla", files["one.R"], path]
        if turns.is_here("pandas") and turns.is_here("scipy"):
            programs["pandas and SciPy"] = [sys.executable, files["one.py"], path]
        for name in ("PSPP", "R", "pandas and SciPy"):
            if name not in programs:
                print(f"left out: {name} is not installed")

        def output(command):
            return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout

        known = json.loads(output(crosstab + ["--json"]))["result"]["tests"]["pearson"]["statistic"]
        for name, command in programs.items():
            if name == "tansuo":
                continue
            text = output(command)
            # PSPP prints two decimals, in the line of Pearson's test; the others end with the number.
            if name == "PSPP":
                said = float(re.search(r"Pearson Chi-Square[^0-9]*([0-9]*\.[0-9]+)", text).group(1))
                if abs(said - known) > 0.00501:
                    raise SystemExit(f"PSPP and tansuo do not agree: {said} and {known}")
            else:
                turns.agree(name, known, float(text.split()[-1]), 1e-8)

        def whole(command):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
            return time.perf_counter() - start

        turns.race("one crosstab, whole process", {
            name: (lambda command=command: whole(command)) for name, command in programs.items()}, options.rounds)


main()
