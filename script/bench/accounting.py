#!/usr/bin/env python3
"""Activity records to totals: tansuo, polars and DuckDB in turn, on a file made here; draws beside NumPy.

    swift build -c release --product tansuo-bench
    script/bench/accounting.py .build/release/tansuo-bench [--rows 10000000] [--rounds 3]

The totals are compared before anything is timed; the ratio printed is that of the medians.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time


def make(folder, rows):
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(7)
    fuels = [f"F{i + 1:02d}" for i in range(20)]
    table = [(f, round(rng.uniform(8, 50), 3), round(rng.uniform(14, 33), 2), round(rng.uniform(85, 99.5), 1)) for f in fuels]
    pl.DataFrame({
        "entity": rng.integers(1, 40_001, rows).astype(np.int32), "year": rng.integers(2020, 2025, rows).astype(np.int16),
        "item": pl.Series(np.array(fuels)[rng.integers(0, 20, rows)]),
        "quantity": np.round(rng.lognormal(3, 1.2, rows), 3), "unit": pl.Series(["t"] * rows),
    }).write_csv(f"{folder}/activity.csv")
    with open(f"{folder}/factors.csv", "w") as file:
        file.write("key,item,property,value,unit,region,edition,source,verified\n")
        for f, n, c, o in table:
            for name, value, unit in (("ncv", n, "GJ/t"), ("carbon_content", c, "tC/TJ"), ("oxidation", o, "%")):
                file.write(f"{f}.{name},{f},{name},{value},{unit},cn,bench,bench,yes\n")
    return {f: n * c / 1000 * o / 100 * 44 / 12 for f, n, c, o in table}


def ours(bench, folder, threads):
    out = subprocess.run(
        [bench, "account", "--file", f"{folder}/activity.csv", "--factors", f"{folder}/factors.csv", "--threads",
         str(threads), "--repeat", "3"], check=True, capture_output=True, text=True).stdout
    answer = json.loads(out)
    return min(answer["seconds"]), answer["total"]


def polars(folder, emissions):
    import polars as pl

    factors = pl.DataFrame({"item": list(emissions), "t": list(emissions.values())}).lazy()
    start = time.perf_counter()
    result = (pl.scan_csv(f"{folder}/activity.csv").join(factors, on="item").group_by("entity", "year")
              .agg((pl.col("quantity") * pl.col("t")).sum().alias("t")).collect(engine="streaming"))
    return time.perf_counter() - start, float(result["t"].sum())


def duckdb(folder, emissions, threads):
    import duckdb as engine

    connection = engine.connect()
    connection.execute(f"set threads to {threads}")
    connection.execute("create table f(item varchar, t double)")
    connection.executemany("insert into f values (?, ?)", list(emissions.items()))
    start = time.perf_counter()
    result = connection.execute(
        f"select entity, year, sum(quantity * t) from read_csv('{folder}/activity.csv') join f using (item) group by all"
    ).fetchnumpy()
    return time.perf_counter() - start, float(list(result.values())[-1].sum())


def numpy_draws():
    import numpy as np

    start = time.perf_counter()
    z = np.random.default_rng(1).standard_normal((4, 10_000, 20))
    totals = (1000 * (1 + .025 * z[0]) * 30 * (1 + .04 * z[1]) * .025 * (1 + .05 * z[2]) * (1 + .015 * z[3])).sum(1)
    np.percentile(totals, [2.5, 97.5])
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        emissions = make(folder, options.rows)
        programs = {"tansuo": lambda: ours(options.bench, folder, options.threads),
                    "polars": lambda: polars(folder, emissions),
                    "duckdb": lambda: duckdb(folder, emissions, options.threads)}
        totals = {name: run()[1] for name, run in programs.items()}
        if any(abs(total / totals["tansuo"] - 1) > 1e-9 for total in totals.values()):
            raise SystemExit(f"the totals do not agree: {totals}")
        times = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, run in programs.items():
                times[name].append(run()[0])
        base = statistics.median(times["tansuo"])
        for name, seconds in times.items():
            print(f"file to totals  {name:7} {statistics.median(seconds):.4f} s  ratio {statistics.median(seconds) / base:.2f}")
    draws = json.loads(subprocess.run([options.bench, "account-draws", "--threads", str(options.threads)], check=True,
                                      capture_output=True, text=True).stdout)["seconds"]
    peer = statistics.median(numpy_draws() for _ in range(7))
    own = statistics.median(draws)
    print(f"10,000 draws    tansuo  {own:.4f} s  numpy {peer:.4f} s  ratio {peer / own:.2f}")


main()
