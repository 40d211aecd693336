#!/usr/bin/env python3
"""Reference values of benchmarks, by definitions written out in NumPy: writes benchmark.json beside itself."""
import itertools
import json
import pathlib
import sys

import numpy as np

random = np.random.default_rng(20240611)
groups, sectors = ["east", "north", "west"], ["cement", "power", "steel"]
rows = []
for place in range(60):
    rows.append({
        "id": f"E{place:02}", "group": groups[place % 3 if place % 7 else 0], "sector": sectors[int(random.integers(3))],
        "emissions": round(float(random.lognormal(5, 1)), 3), "base": round(float(random.lognormal(4, 0.7)), 3)})
rows = [row for row in rows if not (row["group"] == "west" and row["sector"] == "steel")]
g = np.array([row["group"] for row in rows])
s = np.array([row["sector"] for row in rows])
e = np.array([row["emissions"] for row in rows])
b = np.array([row["base"] for row in rows])
z = e / b


def theil(e, b):
    p = e / e.sum()
    return float((p * np.log(p / (b / b.sum()))).sum())


def gini(e, b):
    # Half the mean difference of all pairs over the mean, each weighing as its base.
    p, z = b / b.sum(), e / b
    return float((p[:, None] * p[None, :] * np.abs(z[:, None] - z[None, :])).sum() / 2 / (p * z).sum())


by_group = {}
for name in groups:
    own = g == name
    standard = 0.0
    for sector in sectors:
        cell = own & (s == sector)
        used = cell if cell.any() else s == sector
        standard += b[s == sector].sum() / b.sum() * e[used].sum() / b[used].sum()
    relative = np.array([z[i] / (e[s == s[i]].sum() / b[s == s[i]].sum()) for i in range(len(rows))])
    by_group[name] = {
        "ratioOfTotals": e[own].sum() / b[own].sum(), "meanOfRatios": z[own].mean(), "standardized": standard,
        "deviation": (relative[own].mean() - relative.mean()) / (relative.std(ddof=1) / own.sum() ** 0.5)}
sums = [(e[g == n].sum(), b[g == n].sum()) for n in groups]
se, sb = np.array([x[0] for x in sums]), np.array([x[1] for x in sums])
inequality = {
    "theil": {"total": theil(e, b), "between": theil(se, sb),
              "within": sum(e[g == n].sum() / e.sum() * theil(e[g == n], b[g == n]) for n in groups)},
    "gini": {"total": gini(e, b), "between": gini(se, sb),
             "within": sum(e[g == n].sum() / e.sum() * b[g == n].sum() / b.sum() * gini(e[g == n], b[g == n])
                           for n in groups)}}

sources = ["coal", "gas", "grid"]
years = []
for year in range(2):
    activity = {sector: round(float(random.uniform(50, 150)), 3) for sector in sectors}
    flows = [{"sector": a, "source": c, "energy": round(float(random.uniform(5, 50)), 3),
              "emissions": round(float(random.uniform(10, 120)), 3)} for a, c in itertools.product(sectors, sources)]
    years.append({"activity": activity, "flows": flows})


def causes(year, flow):
    total = sum(year["activity"].values())
    own = year["activity"][flow["sector"]]
    energy = sum(f["energy"] for f in year["flows"] if f["sector"] == flow["sector"])
    return np.array([total, own / total, energy / own, flow["energy"] / energy, flow["emissions"] / flow["energy"]])


effects = np.zeros(5)
for before, after in zip(years[0]["flows"], years[1]["flows"]):
    c0, c1 = before["emissions"], after["emissions"]
    effects += (c1 - c0) / np.log(c1 / c0) * np.log(causes(years[1], after) / causes(years[0], before))
quantiles = {n: list(np.quantile(z[s == n], [0.1, 0.25, 0.5, 0.75, 0.9])) for n in sectors}
result = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__}, "subjects": rows,
    "ratioOfTotals": e.sum() / b.sum(), "meanOfRatios": z.mean(), "groups": by_group, "inequality": inequality,
    "quantiles": quantiles, "years": years, "effects": list(effects)}
path = pathlib.Path(__file__).with_name("benchmark.json")
path.write_text(json.dumps(result, indent=1, default=float) + "\n", encoding="utf-8")
