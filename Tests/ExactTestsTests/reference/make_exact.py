#!/usr/bin/env python3
"""Reference values of the exact tests: writes exact.json beside this file.

2x2: hypergeometric probabilities as exact integers, ties within a relative 1e-7; conditional odds ratios by bisection
with 25 digits. r x c: every table enumerated with integer weights; probabilities tie within a relative 1e-7, X2 and
the trend are compared as integers, the likelihood ratio as correctly rounded sums. SciPy checks 2x2 again.
"""
import json
import math
import os
import random
import sys
from fractions import Fraction as F

import mpmath as mp
import scipy
from scipy import stats

mp.mp.dps = 60
random.seed(20240601)
HERE = os.path.dirname(os.path.abspath(__file__))
TIE = F(1, 10**7)


def two_by_two(a, b, c, d, interval=True):
    r, s, k = a + b, c + d, a + c
    n = r + s
    lo, hi = max(0, k - s), min(r, k)
    w = [math.comb(r, lo) * math.comb(s, k - lo)]
    for x in range(lo, hi):
        w.append(w[-1] * (r - x) * (k - x) // ((x + 1) * (s - k + x + 1)))
    total, point = sum(w), w[a - lo]
    limit = point * (1 + TIE)
    least = point * (1 - TIE)
    both = sum(v for v in w if v <= limit)
    ties = sum(1 for v in w if least <= v <= limit)
    out = {
        "counts": [a, b, c, d],
        "logP": str_(mp.log(mp.mpf(both)) - mp.log(mp.mpf(total))),
        "logLess": str_(mp.log(mp.mpf(sum(w[: a - lo + 1]))) - mp.log(mp.mpf(total))),
        "logGreater": str_(mp.log(mp.mpf(sum(w[a - lo:]))) - mp.log(mp.mpf(total))),
        "logPoint": str_(mp.log(mp.mpf(point)) - mp.log(mp.mpf(total))),
        "midP": str_(mp.mpf(2 * both - ties * point) / (2 * total)),
    }
    if interval and hi > lo:
        mp.mp.dps = 25
        values = [mp.mpf(v) for v in w]

        def tails(log_odds):
            terms = [v * mp.exp(log_odds * i) for i, v in enumerate(values)]
            z = mp.fsum(terms)
            mean = mp.fsum(i * t for i, t in enumerate(terms)) / z
            return mean, mp.fsum(terms[: a - lo + 1]) / z, mp.fsum(terms[a - lo:]) / z

        def root(f):
            low, high = mp.mpf(-12), mp.mpf(12)
            for _ in range(64):
                mid = (low + high) / 2
                if f(mid) < 0:
                    low = mid
                else:
                    high = mid
            return mp.exp((low + high) / 2)

        tail = mp.mpf("0.025")
        out["conditional"] = None if a in (lo, hi) else str_(root(lambda t: tails(t)[0] - (a - lo)))
        out["low"] = None if a == lo else str_(root(lambda t: tails(t)[2] - tail))
        out["high"] = None if a == hi else str_(root(lambda t: tail - tails(t)[1]))
        mp.mp.dps = 60
    if n <= 2000:
        p = stats.fisher_exact([[a, b], [c, d]])[1]
        assert abs(p - math.exp(float(out["logP"]))) < 1e-9 * max(p, 1e-3) or ties > 1, (a, b, c, d, p)
    return out


def str_(x):
    return float(mp.nstr(x, 20))


def compositions(total, caps):
    if len(caps) == 1:
        if total <= caps[0]:
            yield (total,)
        return
    rest = sum(caps[1:])
    for x in range(max(0, total - rest), min(total, caps[0]) + 1):
        for more in compositions(total - x, caps[1:]):
            yield (x,) + more


def enumerate_columns(rows, columns):
    if not columns:
        yield ()
        return
    for first in compositions(columns[0], rows):
        left = tuple(r - x for r, x in zip(rows, first))
        for rest in enumerate_columns(left, columns[1:]):
            yield (first,) + rest


def r_by_c(table, row_scores=None, column_scores=None):
    rows = [sum(r) for r in table]
    columns = [sum(c) for c in zip(*table)]
    n = sum(rows)
    kept_rows = [i for i, v in enumerate(rows) if v]
    kept_columns = [j for j, v in enumerate(columns) if v]
    u = row_scores or list(range(1, len(rows) + 1))
    v = column_scores or list(range(1, len(columns) + 1))
    u, v = [u[i] for i in kept_rows], [v[j] for j in kept_columns]
    observed = tuple(tuple(table[i][j] for i in kept_rows) for j in kept_columns)
    rows, columns = [rows[i] for i in kept_rows], [columns[j] for j in kept_columns]
    fact = [math.factorial(k) for k in range(n + 1)]
    mean_u = F(sum(a * b for a, b in zip(u, rows)), n)
    mean_v = F(sum(a * b for a, b in zip(v, columns)), n)
    # Everything in integers: multinomial weights, X2 and the trend times common denominators. G needs logarithms.
    scale = math.lcm(*[a * b for a in rows for b in columns])
    share = [[scale // (a * b) for a in rows] for b in columns]
    cross = [[(n * a - int(n * mean_u)) * (n * b - int(n * mean_v)) for a in u] for b in v]
    xlogx = [0.0] + [k * math.log(k) for k in range(1, n + 1)]

    def measures(t):
        weight = math.prod(math.factorial(columns[j]) // math.prod(fact[x] for x in column) for j, column in enumerate(t))
        pearson = sum(x * x * share[j][i] for j, column in enumerate(t) for i, x in enumerate(column))
        g = math.fsum(xlogx[x] for column in t for x in column)
        trend = abs(sum(cross[j][i] * x for j, column in enumerate(t) for i, x in enumerate(column)))
        return weight, pearson, g, trend

    seen = measures(observed)
    total, count, sums = 0, 0, [0] * 4
    for t in enumerate_columns(tuple(rows), tuple(columns)):
        weight, pearson, g, trend = measures(t)
        count += 1
        total += weight
        if weight * 10**7 <= seen[0] * (10**7 + 1):
            sums[0] += weight
        if pearson >= seen[1]:
            sums[1] += weight
        if g >= seen[2] - 1e-10 * n:
            sums[2] += weight
        if trend >= seen[3]:
            sums[3] += weight
    mp.mp.dps = 60
    p = [str_(mp.mpf(s) / total) for s in sums]
    return {"table": table, "tables": count, "probability": p[0], "pearson": p[1], "likelihoodRatio": p[2],
            "linearByLinear": p[3]}


def random_table(r, c, n, skew):
    pr = [random.gammavariate(skew, 1) + 1e-9 for _ in range(r)]
    pc = [random.gammavariate(skew, 1) + 1e-9 for _ in range(c)]
    cells = [(i, j) for i in range(r) for j in range(c)]
    weights = [pr[i] * pc[j] * math.exp(0.6 * random.gauss(0, 1)) for i, j in cells]
    t = [[0] * c for _ in range(r)]
    for i, j in random.choices(cells, weights, k=n):
        t[i][j] += 1
    return t


def main():
    two = [two_by_two(*t) for t in [
        (10, 3, 2, 15), (1, 9, 11, 3), (0, 5, 5, 0), (5, 0, 0, 5), (8, 2, 1, 5), (0, 10, 3, 7), (10, 0, 7, 3), (4, 4, 4, 4),
        (1, 0, 0, 1), (3, 1, 1, 3), (15, 5, 5, 15), (190, 800, 200, 900), (100, 2, 1000, 5), (2, 7, 8, 2), (60, 3, 2, 70),
        (0, 0, 3, 4), (3, 0, 4, 0), (40, 60, 61, 39), (300, 10, 12, 400)]]

    for _ in range(90):
        n = random.choice([6, 12, 30, 60, 90])
        t = random_table(2, 2, n, random.choice([0.5, 1, 4]))
        two.append(two_by_two(*t[0], *t[1]))
    large = [two_by_two(*t, interval=False) for t in [
        (5000, 5200, 4900, 5300), (20000, 10, 30, 50000), (12000, 30000, 11000, 29500), (3, 40000, 60, 200000),
        (10000, 10300, 10100, 10200), (1000, 150000, 1300, 150000)]]

    shapes = [(2, 3), (3, 2), (3, 3), (2, 5), (3, 4), (4, 3), (2, 6), (4, 4)]
    tables = [r_by_c(t) for t in [
        [[5, 0, 1], [1, 4, 2], [0, 2, 3]], [[2, 2, 2], [2, 2, 2]], [[3, 0, 0], [0, 3, 0], [0, 0, 3]],
        [[4, 0, 3], [1, 0, 6]], [[0, 7], [5, 8]], [[0, 0, 0], [3, 2, 5], [1, 6, 2]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
        [[20, 1, 0], [1, 15, 1]], [[6, 2, 1, 0], [0, 3, 5, 2]]]]
    while len(tables) < 96:
        r, c = random.choice(shapes)
        n = random.randint(6, {6: 40, 9: 22, 10: 26, 12: 18, 16: 13}.get(r * c, 30))
        t = random_table(r, c, n, random.choice([0.6, 1.5, 5]))
        rows, columns = sum(1 for x in t if any(x)), sum(1 for x in zip(*t) if any(x))
        if rows > 1 and columns > 1:
            result = r_by_c(t)
            if result["tables"] <= 20000:
                tables.append(result)
    json.dump(
        {"made": {"python": sys.version.split()[0], "mpmath": mp.__version__, "scipy": scipy.__version__},
         "twoByTwo": two, "large": large, "tables": tables}, open(os.path.join(HERE, "exact.json"), "w"), indent=None,
        separators=(",", ":"))
    print(len(two), len(large), len(tables))


if __name__ == "__main__":
    main()
