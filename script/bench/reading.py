#!/usr/bin/env python3
"""Text files into typed columns: tansuo, polars and DuckDB in turn, on files made here.

    swift build -c release --product tansuo-bench
    script/bench/reading.py .build/release/tansuo-bench [--rows 1000000] [--rounds 5]

Answers are compared (rows, sum of every numeric column) before anything is timed. The programs take turns, so that a
busy machine slows all of them; each turn is the quickest of three reads in one process. The ratio printed is that of the
medians of the turns, with the smallest and largest of them.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import tempfile
import time

import turns

REPEATS = 3


def digits(path, rows):
    with open(path, "wb") as file:
        file.write((",".join(f"q{k:03d}" for k in range(100)) + "\n").encode())
        lines = [",".join(random.choices("1234567", k=100)) + "\n" for _ in range(997)]
        for _ in range(rows // 1000):
            file.write("".join(random.choices(lines, k=1000)).encode())


def digits_but_one(path, rows):
    """A file of digits in which one cell in the middle has two."""
    digits(path, rows)
    row = 2 * 100 * (rows // 2) + 5 * 100
    with open(path, "r+b") as file:
        text = file.read()
        file.seek(0)
        file.write(text[:row] + text[row:].replace(b"\n", b"\n1", 1))


def decimals(path, rows):
    with open(path, "w") as file:
        file.write(",".join(f"x{k}" for k in range(20)) + "\n")
        for _ in range(rows // 4):
            file.write(",".join(f"{random.gauss(0, 100):.6f}" for _ in range(20)) + "\n")


def quoted(path, rows):
    answers = ["非常同意", "同意", "一般", "不同意", "非常不同意"]
    with open(path, "w") as file:
        file.write(",".join(f'"t{k}"' for k in range(12)) + "\n")
        for _ in range(rows // 4):
            cells = random.choices(answers, k=10) + [f"enterprise, no. {random.randrange(3000)}"]
            file.write(",".join(f'"{cell}"' for cell in cells) + f',"say ""{random.randrange(50)}"""\n')


def ours(bench, path, threads):
    answer = subprocess.run(
        [bench, "read", "--file", path, "--threads", str(threads), "--repeat", str(REPEATS)],
        check=True, capture_output=True, text=True).stdout
    answer = json.loads(answer)
    sums = [c["sum"] for c in answer["columns"] if c["kind"] in ("integer", "real")]
    return statistics.median(answer["seconds"]), answer["rows"], sums


def polars(path):
    import polars

    # The narrowest declared type where the file allows one, as a user in a hurry would write it.
    overrides = {f"q{k:03d}": polars.UInt8 for k in range(100)} if "digits" in path else None
    seconds = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        frame = polars.read_csv(path, schema_overrides=overrides)
        seconds = min(seconds, time.perf_counter() - start)
    sums = [float(s.cast(polars.Float64).sum()) for s in frame.get_columns() if s.dtype.is_numeric()]
    return seconds, frame.height, sums


def duckdb(path):
    import duckdb as engine

    connection = engine.connect()
    connection.execute("set threads to 2")
    seconds = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        connection.execute(f"create or replace table t as select * from read_csv('{path}')")
        seconds = min(seconds, time.perf_counter() - start)
    names = [row[0] for row in connection.execute("describe t").fetchall() if row[1] in ("BIGINT", "DOUBLE")]
    total = ", ".join(f"sum({name}::double)" for name in names)
    sums = list(connection.execute(f"select {total} from t").fetchone()) if names else []
    return seconds, connection.execute("select count(*) from t").fetchone()[0], sums


def same(left, right):
    return left[1] == right[1] and len(left[2]) == len(right[2]) and all(
        abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)) for a, b in zip(left[2], right[2]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--without", action="append", default=[], help="a program to leave out, such as duckdb")
    options = parser.parse_args()
    random.seed(1)
    os.environ["POLARS_MAX_THREADS"] = str(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        for make in (digits, digits_but_one, decimals, quoted):
            path = os.path.join(folder, make.__name__ + ".csv")
            make(path, options.rows)
            programs = {"tansuo": lambda: ours(options.bench, path, options.threads), "polars": lambda: polars(path),
                        "duckdb": lambda: duckdb(path)}
            programs = {name: run for name, run in programs.items() if name not in options.without}
            for name in [name for name in programs if name != "tansuo" and not turns.is_here(name)]:
                print(f"left out: the Python package {name} is not installed")
                del programs[name]
            first = {name: run() for name, run in programs.items()}
            for name, answer in first.items():
                if not same(first["tansuo"], answer):
                    raise SystemExit(f"{make.__name__}: tansuo and {name} do not agree")
            times = {name: [] for name in programs}
            for _ in range(options.rounds):
                for name, run in programs.items():
                    times[name].append(run()[0])
            base = statistics.median(times["tansuo"])
            for name, seconds in times.items():
                print(f"{make.__name__:14} {os.path.getsize(path) / 1e6:6.0f} MB  {name:7} median {statistics.median(seconds):.4f} s"
                      f"  ({min(seconds):.4f} to {max(seconds):.4f})  ratio {statistics.median(seconds) / base:.2f}")


main()
