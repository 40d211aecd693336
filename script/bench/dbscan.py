#!/usr/bin/env python3
"""DBSCAN of a million points: tansuo and the PyPI package dbscan (Wang, Gu and Shun) in turn, on points made here.

    swift build -c release --product tansuo-bench --product tansuo
    script/bench/dbscan.py .build/release [--points 1000000] [--rounds 3] [--threads 2] [--only 5]

Points are a seed spreader's (Gan and Tao 2015): walks that drop a hundred points in a ball, step on and now and then
begin elsewhere, with 0.5 % noise; once of one density, once of ten. Core sets and partitions of the core points are compared before
a ratio is told. Where the peer's core set differs, a sample of the points it disagrees on is counted by a k-d tree of
SciPy's, and it is said who is right. Then the same as whole processes, from a CSV file.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

CASES = [(2, True, 400, 100), (2, False, 50, 10), (3, True, 800, 10), (3, False, 100, 10),
         (5, True, 1600, 100), (5, False, 200, 10), (7, True, 3200, 10), (7, False, 400, 10)]

PEER = """
import json, sys, time
import numpy as np, dbscan, os
x = np.ascontiguousarray(np.load(sys.argv[1]))
times = []
for _ in range(int(sys.argv[4])):
    start = time.perf_counter()
    labels, core = dbscan.DBSCAN(x, float(sys.argv[2]), int(sys.argv[3]))
    times.append(time.perf_counter() - start)
np.save(sys.argv[5], np.stack([labels, core]))
print(json.dumps(times))
"""

PEER_WHOLE = """
import sys
import numpy as np, dbscan
try:
    import polars
    x = np.ascontiguousarray(polars.read_csv(sys.argv[1]).to_numpy())
except ImportError:
    x = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
labels, core = dbscan.DBSCAN(x, float(sys.argv[2]), int(sys.argv[3]))
print(labels.max() + 1, (labels < 0).sum(), core.sum())
"""


def spread(count, dimensions, several, seed=7):
    random = np.random.default_rng(seed)
    side, drop = 1e5, 100
    noise = count // 200
    steps = -(-(count - noise) // drop)
    places, widths = np.empty((steps, dimensions)), np.empty(steps)
    walk = -1
    for step in range(steps):
        if step == 0 or random.random() < 40 / steps:
            walk += 1
            place = random.uniform(0, side, dimensions)
            width = 100.0 * (walk % 10 + 1) if several else 100.0
        else:
            way = random.standard_normal(dimensions)
            place = np.abs(place + way * (width * dimensions / 2 / np.linalg.norm(way)))
            place = np.where(place > side, 2 * side - place, place)
        places[step], widths[step] = place, width
    way = random.standard_normal((steps * drop, dimensions))
    way *= (random.random(len(way)) ** (1 / dimensions) * np.repeat(widths, drop) / np.linalg.norm(way, axis=1))[:, None]
    points = np.concatenate([(np.repeat(places, drop, axis=0) + way)[:count - noise],
                             random.uniform(0, side, (noise, dimensions))])
    return points[random.permutation(count)].round(3)


def same_groups(a, b):
    pairs = np.unique(np.stack([a, b]), axis=1)
    return len(np.unique(pairs[0])) == len(np.unique(pairs[1])) == pairs.shape[1]


def timed(command, env):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    return time.perf_counter() - start


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build")
    arguments.add_argument("--points", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--only", type=int, help="this number of dimensions")
    options = arguments.parse_args()
    env = dict(os.environ, PARLAY_NUM_THREADS=str(options.threads), OMP_NUM_THREADS=str(options.threads))
    with tempfile.TemporaryDirectory() as folder:
        for dimensions, several, eps, minimum in CASES:
            if options.only not in (None, dimensions):
                continue
            x = spread(options.points, dimensions, several)
            table, array = f"{folder}/points.csv", f"{folder}/points.npy"
            np.save(array, x)
            np.savetxt(table, x, "%.3f", ",", header=",".join(f"x{k}" for k in range(dimensions)), comments="")
            ours, theirs = [], []
            for _ in range(options.rounds):
                told = subprocess.run(
                    [f"{options.build}/tansuo-bench", "dbscan", "--file", table, "--eps", str(eps), "--min-samples",
                     str(minimum), "--threads", str(options.threads), "--repeat", "3", "--answer", f"{folder}/a"],
                    check=True, capture_output=True, text=True).stdout
                ours += json.loads(told)["seconds"]
                told = subprocess.run(
                    [sys.executable, "-c", PEER, array, str(eps), str(minimum), "2", f"{folder}/b.npy"],
                    check=True, capture_output=True, text=True, env=env).stdout
                theirs += json.loads(told.splitlines()[-1])
            labels, core = np.loadtxt(f"{folder}/a", dtype=int).T
            their_labels, their_core = np.load(f"{folder}/b.npy")
            differ = np.flatnonzero(core != their_core)
            verdict = "core sets equal"
            if len(differ):
                from scipy.spatial import cKDTree
                some = differ[:: max(1, len(differ) // 500)]
                true = cKDTree(x).query_ball_point(x[some], eps, return_length=True) >= minimum
                verdict = (f"{len(differ)} core points differ; of {len(some)} counted "
                           f"{(true == core[some]).sum()} are as tansuo says")
            both = (core == 1) & (their_core == 1)
            assert same_groups(labels[both], their_labels[both]), "partitions of the core points differ"
            ratio = statistics.median(theirs) / statistics.median(ours)
            print(f"{dimensions}D eps {eps} minPts {minimum}: tansuo {min(ours):.3f}–{max(ours):.3f} s, dbscan "
                  f"{min(theirs):.3f}–{max(theirs):.3f} s, ratio of medians {ratio:.1f} "
                  f"({min(theirs) / max(ours):.1f}–{max(theirs) / min(ours):.1f}); {verdict}", flush=True)
            if os.path.exists(f"{options.build}/tansuo"):
                command = [f"{options.build}/tansuo", "dbscan", table, "--items", "x*", "--eps", str(eps),
                           "--min-samples", str(minimum), "--threads", str(options.threads), "--quiet"]
                whole = [(timed(command, env),
                          timed([sys.executable, "-c", PEER_WHOLE, table, str(eps), str(minimum)], env))
                         for _ in range(options.rounds)]
                a, b = (statistics.median(times) for times in zip(*whole))
                print(f"   whole process: tansuo {a:.2f} s, dbscan {b:.2f} s, ratio {b / a:.1f}", flush=True)


main()
