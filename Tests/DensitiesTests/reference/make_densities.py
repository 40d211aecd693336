#!/usr/bin/env python3
"""densities.json: what scikit-learn and R's dbscan say of 240 small random inputs.

    python3 make_densities.py        (needs scikit-learn; Rscript with the packages dbscan and jsonlite)

Radii lie halfway between two of the distances that occur, or on a lattice where squares are exact, so that no answer
hangs on the last bit of a distance.
"""
import json
import os
import subprocess
import tempfile

import numpy as np
import sklearn
from scipy.spatial.distance import pdist, squareform
from sklearn.cluster import DBSCAN, HDBSCAN, OPTICS

HERE = os.path.dirname(os.path.abspath(__file__))
METRICS = {"euclidean": "euclidean", "manhattan": "cityblock", "chebyshev": "chebyshev"}


def points(kind, random):
    n, d = int(random.integers(10, 45)), int(random.integers(1, 5))
    if kind == "uniform":
        return random.uniform(0, 10, (n, d))
    if kind == "groups":
        centres = random.uniform(0, 10, (3, d))
        return (centres[random.integers(0, 3, n)] + random.normal(0, 0.7, (n, d)))
    if kind == "lattice":
        return random.integers(1, 6, (n, d)).astype(float)
    x = random.uniform(0, 10, (n, d))
    return x[random.integers(0, n // 2, n)]


def groups(labels):
    return {frozenset(np.flatnonzero(labels == label)) for label in set(labels) if label >= 0}


def settled(x, size, minimum, metric, random):
    """Whether 30 orders of the rows give one answer; where distances tie, scikit-learn's hangs on their order."""
    answers = set()
    for _ in range(30):
        order = random.permutation(len(x))
        model = HDBSCAN(min_cluster_size=size, min_samples=minimum, metric=metric, copy=True).fit(x[order])
        labels, strengths = np.empty(len(x), int), np.empty(len(x))
        labels[order] = model.labels_
        strengths[order] = model.probabilities_
        answers.add((frozenset(groups(labels)), tuple(strengths.round(9))))
    return len(answers) == 1


def main():
    random = np.random.default_rng(4)
    orders = np.random.default_rng(5)
    cases = []
    for number in range(240):
        kind = ["uniform", "groups", "lattice", "repeated"][number % 4]
        metric = list(METRICS)[number // 4 % 3]
        # Sixty-fourths: differences and their squares are exact, so distances tie for everybody or for nobody.
        x = np.round(points(kind, random) * 64) / 64
        near = squareform(pdist(x, METRICS[metric]))
        minimum = int(random.integers(1, 7))
        if kind == "lattice":
            eps = float(random.choice([0.5, 1.0, 1.5, 2.0]))
        else:
            known = np.unique(near)
            place = int(len(known) * random.uniform(0.02, 0.25))
            eps = float((known[place] + known[place + 1]) / 2)
        model = DBSCAN(eps=eps, min_samples=minimum, metric=METRICS[metric], algorithm="kd_tree").fit(x)
        core = np.zeros(len(x), int)
        core[model.core_sample_indices_] = 1
        case = {"kind": kind, "metric": metric, "eps": eps, "minimum": minimum, "columns": x.T.tolist(),
                "labels": (model.labels_ + 1).tolist(), "core": core.tolist()}
        if kind in ("uniform", "groups") and minimum > 1 and len(x) > 12:
            size = max(minimum, 3)
            model = HDBSCAN(min_cluster_size=size, min_samples=minimum, metric=METRICS[metric], copy=True).fit(x)
            case["hdbscan"] = {"size": size, "labels": (model.labels_ + 1).tolist(),
                               "isSettled": settled(x, size, minimum, METRICS[metric], orders),
                               "strengths": np.round(model.probabilities_, 12).tolist()}
            # Ours begins with the lexicographically smallest point and breaks ties by that order.
            model = OPTICS(min_samples=minimum, metric=METRICS[metric]).fit(x[np.lexsort(x.T[::-1])])
            case["optics"] = {"ordering": model.ordering_.tolist(),
                              "reachability": [None if np.isinf(r) else float(r) for r in model.reachability_],
                              "core": model.core_distances_.tolist()}
        cases.append(case)
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/cases.json", "w") as file:
            json.dump(cases, file)
        script = """
            suppressMessages(library(dbscan)); arguments <- commandArgs(TRUE)
            cases <- jsonlite::fromJSON(arguments[1], simplifyVector = FALSE)
            answers <- lapply(cases, function(case) {
              if (case$metric != "euclidean") return(NULL)
              x <- matrix(unlist(case$columns), ncol = length(case$columns))
              list(dbscan = dbscan(x, case$eps, case$minimum)$cluster,
                   star = dbscan(x, case$eps, case$minimum, borderPoints = FALSE)$cluster,
                   hdbscan = if (!is.null(case$hdbscan)) hdbscan(x, case$minimum)$cluster)
            })
            writeLines(jsonlite::toJSON(list(version = as.character(packageVersion("dbscan")),
              r = as.character(getRversion()), answers = answers), null = "null", auto_unbox = TRUE), arguments[2])
        """
        subprocess.run(["Rscript", "-e", script, f"{folder}/cases.json", f"{folder}/answers.json"], check=True)
        with open(f"{folder}/answers.json") as file:
            told = json.load(file)
    for case, answer in zip(cases, told["answers"]):
        if answer:
            case["r"] = {key: value for key, value in answer.items() if value is not None}
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "R": told["r"], "dbscan": told["version"]}
    with open(f"{HERE}/densities.json", "w") as file:
        file.write('{"versions": %s,\n "cases": [\n' % json.dumps(versions))
        file.write(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
        file.write("\n]}\n")


main()
