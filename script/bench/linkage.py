#!/usr/bin/env python3
"""Hierarchical clustering of points in seven dimensions: tansuo, fastcluster and SciPy in turn, on the same points.

    swift build -c release --product tansuo-bench
    script/bench/linkage.py .build/release/tansuo-bench [--n 20000] [--rounds 3] [--methods ward,average,…] [--scipy]

fastcluster works from the points where it can (Ward, single) and from a matrix that it computes itself elsewhere; that
time counts, as ours does. Heights are compared before anything is timed: their sum and the greatest. On a lattice the
order of ties decides the tree, so there only single linkage is compared. Peak memory is of our whole process, with the
points; a machine that is busy is told by user seconds, which are printed beside the wall clock.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time

import fastcluster
import numpy as np
import scipy
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist

METHODS = ["ward", "average-squared", "single", "average", "complete", "weighted"]
SQUARED = {"ward", "single", "complete"}


def ours(bench, method, n, shape, threads, repeat, path=None):
    command = [bench, "linkage", "--method", method, "--n", str(n), "--shape", shape, "--threads", str(threads),
               "--repeat", str(repeat)]
    if path:
        command += ["--write", path]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def peer(points, method, scipy_too):
    """Heights by fastcluster, and the seconds it took; SciPy's seconds if wished for."""
    start = time.perf_counter()
    if method in ("ward", "single"):
        heights = fastcluster.linkage_vector(points, method)[:, 2]
    elif method == "average-squared":
        heights = fastcluster.linkage(pdist(points, "sqeuclidean"), "average")[:, 2]
    else:
        heights = fastcluster.linkage(points, method)[:, 2]
    seconds = time.perf_counter() - start
    other = None
    if scipy_too:
        start = time.perf_counter()
        if method == "average-squared":
            hierarchy.linkage(pdist(points, "sqeuclidean"), "average")
        else:
            hierarchy.linkage(points, method)
        other = time.perf_counter() - start
    return heights, seconds, other


def check(answer, heights, method):
    found = answer["sumOfRoots"] if method in SQUARED else answer["sum"]
    greatest = answer["greatest"] ** 0.5 if method in SQUARED else answer["greatest"]
    assert len(heights) == answer["points"] - 1
    assert abs(found / heights.sum() - 1) < 1e-11, (method, found, heights.sum())
    assert abs(greatest / heights.max() - 1) < 1e-11, (method, greatest, heights.max())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--n", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--shapes", default="gaussians,one,tails,uniform,lattice")
    parser.add_argument("--scipy", action="store_true")
    parser.add_argument("--check-at", type=int, default=4_000, help="shapes other than the first are only checked, here")
    options = parser.parse_args()
    shapes = options.shapes.split(",")
    print(f"fastcluster {fastcluster.__version__}, SciPy {scipy.__version__}, {options.threads} threads")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "points")
        for method in options.methods.split(","):
            compared = [shape for shape in shapes if shape != "lattice" or method == "single"]
            for shape in compared:
                answer = ours(options.bench, method, options.check_at, shape, options.threads, 1, path)
                points = np.fromfile(path).reshape(7, -1).T.copy()
                check(answer, peer(points, method, False)[0], method)
            print(f"{method}: heights agree at {options.check_at} points of {', '.join(compared)}")
            ratios, mine, theirs, others, user = [], [], [], [], []
            for _ in range(options.rounds):
                answer = ours(options.bench, method, options.n, shapes[0], options.threads, 3, path)
                points = np.fromfile(path).reshape(7, -1).T.copy()
                heights, seconds, other = peer(points, method, options.scipy)
                check(answer, heights, method)
                mine.append(statistics.median(answer["seconds"]))
                user.append(answer["userSecondsEach"])
                theirs.append(seconds)
                ratios.append(seconds / mine[-1])
                if other:
                    others.append(other)
            print(f"  {options.n} points: {statistics.median(mine):.3f} s ({statistics.median(user):.3f} s of user time), "
                  f"{answer['peakMegabytes']} MB; fastcluster {statistics.median(theirs):.2f} s, "
                  f"ratio {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
                  + (f"; SciPy {statistics.median(others):.2f} s" if others else ""))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak of this process, which ran the peers: {peak} MB")


if __name__ == "__main__":
    main()
