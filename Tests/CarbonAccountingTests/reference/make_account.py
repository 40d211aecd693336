#!/usr/bin/env python3
"""An account by pandas, and its uncertainty by NumPy, to hold ours against.

    python3 make_account.py > account.json

The activity is made here and stands in the JSON, so that the test reads the same text.
"""
import io
import json
import sys

import numpy as np
import pandas as pd

rng = np.random.default_rng(20260101)
FUELS = {  # GJ/t, tC/TJ, %: NDRC guide for other industries 2015, as in datasets/factors/fuels.csv
    "anthracite": (24.515, 27.49, 94), "bituminous": (23.204, 26.18, 93), "diesel": (43.330, 20.20, 98),
    "coke": (28.446, 29.40, 93), "lpg": (47.310, 17.20, 99)}
GRID = {"山东": 0.6410, "浙江": 0.5153, "北京": 0.5580}  # kgCO2/kWh of 2022
UNCERTAIN = {"ncv": 6.0, "carbon_content": 8.0, "oxidation": 2.0}

entities = pd.DataFrame({"entity": [f"E{i:02d}" for i in range(12)], "province": [list(GRID)[i % 3] for i in range(12)],
                         "sector": [["钢铁", "水泥"][i % 2] for i in range(12)],
                         "value_added": np.round(rng.uniform(100, 9000, 12), 1)})
rows = []
for entity in entities.entity:
    for _ in range(9):
        item = str(rng.choice(list(FUELS)))
        scale, unit = [(1, "t"), (1e-3, "kg"), (1e4, "万吨")][int(rng.integers(3))]
        rows.append((entity, 2022, "combustion", item, round(float(rng.lognormal(3, 1)) / scale, 4), unit))
    rows.append((entity, 2022, "electricity", "电力", round(float(rng.lognormal(6, 1)), 3), "MWh"))
activity = pd.DataFrame(rows, columns=["entity", "year", "kind", "item", "quantity", "unit"])

scale = activity.unit.map({"t": 1, "kg": 1e-3, "万吨": 1e4, "MWh": 1})
grid = activity.merge(entities, on="entity").province.map(GRID)
direct = activity.item.map({k: n * c / 1000 * o / 100 * 44 / 12 for k, (n, c, o) in FUELS.items()})
activity["tonnes"] = activity.quantity * scale * np.where(activity.kind == "electricity", grid, direct)
totals = activity.groupby("entity").tonnes.sum()
groups = activity.merge(entities, on="entity").groupby("sector").tonnes.sum()

# Uncertainty of the first enterprise: quantities ±5 %, fuel parameters as above, the grid's factor exact.
first = activity[activity.entity == "E00"]
z = 1.959963984540054
variance = float(((first.tonnes * 0.05 / z) ** 2).sum())
for item, tonnes in first[first.kind == "combustion"].groupby("item").tonnes.sum().items():
    variance += sum((tonnes * u / 100 / z) ** 2 for u in UNCERTAIN.values())
draws = 2_000_000
simulated = np.zeros(draws)
shared = {item: np.prod([1 + rng.standard_normal(draws) * u / 100 / z for u in UNCERTAIN.values()], axis=0)
          for item in FUELS}
for _, row in first.iterrows():
    simulated += row.tonnes * (1 + rng.standard_normal(draws) * 0.05 / z) * shared.get(row["item"], 1)
low, high = np.quantile(simulated, [0.025, 0.975])

json.dump({
    "software": {"python": sys.version.split()[0], "numpy": np.__version__, "pandas": pd.__version__},
    "activity": activity.drop(columns="tonnes").to_csv(index=False), "entities": entities.to_csv(index=False),
    "factors": "key,item,property,value,unit,region,edition,source,verified,uncertainty\n" + "".join(
        f"{k}.ncv,{k},ncv,{n},GJ/t,cn,own,own,yes,6\n{k}.carbon_content,{k},carbon_content,{c},tC/TJ,cn,own,own,yes,8\n"
        f"{k}.oxidation,{k},oxidation,{o},%,cn,own,own,yes,2\n" for k, (n, c, o) in FUELS.items()),
    "totals": totals.to_dict(), "sectors": groups.to_dict(),
    "uncertainty": {"standardDeviation": variance ** 0.5, "low": low, "high": high, "draws": draws},
}, sys.stdout, ensure_ascii=False, indent=1)
