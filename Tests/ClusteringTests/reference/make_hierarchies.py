"""Hierarchies of random inputs by SciPy, which fastcluster and R's hclust must repeat to 1e-12; writes hierarchies.json.

Inputs without ties, inputs on a lattice (full of ties and equal rows), other distances, criteria of the number of clusters.
"""

import json
import os
import random
import subprocess
import tempfile

import fastcluster
import numpy as np
import scipy
import sklearn
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist, squareform
from sklearn import metrics

LINKAGES = ["single", "complete", "average", "weighted", "ward", "centroid", "median"]
R_NAMES = {"weighted": "mcquitty", "ward": "ward.D2"}


def inputs():
    draw = random.Random(20240611)
    for index in range(200):
        n, d = draw.randint(4, 18), draw.randint(1, 5)
        kind = ["gaussian", "heavy", "uniform", "groups"][index % 4]
        rows = []
        for _ in range(n):
            if kind == "gaussian":
                row = [draw.gauss(0, 1) for _ in range(d)]
            elif kind == "heavy":
                row = [draw.gauss(0, 1) / max(abs(draw.gauss(0, 1)), 0.05) for _ in range(d)]
            elif kind == "uniform":
                row = [draw.random() for _ in range(d)]
            else:
                row = [draw.gauss(draw.choice([0, 5, 11]), 1) for _ in range(d)]
            rows.append([round(value, 6) for value in row])
        yield kind, rows
    for _ in range(40):
        n, d = draw.randint(4, 18), draw.randint(1, 4)
        yield "lattice", [[draw.randint(1, 5) for _ in range(d)] for _ in range(n)]


def r_heights(all_rows):
    """Heights of every input and linkage by R, in one run."""
    with tempfile.TemporaryDirectory() as folder:
        for index, rows in enumerate(all_rows):
            np.savetxt(f"{folder}/{index}.txt", np.array(rows, float), fmt="%.17g")
        names = ",".join(f'"{R_NAMES.get(name, name)}"' for name in LINKAGES)
        script = f"""
        for (i in 0:{len(all_rows) - 1}) {{
          x <- as.matrix(read.table(file.path("{folder}", paste0(i, ".txt"))))
          d <- dist(x)
          for (m in c({names})) {{
            squared <- m %in% c("centroid", "median")
            h <- hclust(if (squared) d^2 else d, m)
            height <- if (squared) sqrt(pmax(h$height, 0)) else h$height
            cut <- sapply(2:4, function(k) if (k <= nrow(x)) cutree(structure(modifyList(unclass(h),
              list(height = seq_along(h$height))), class = "hclust"), k) else rep(0, nrow(x)))
            cat(sprintf("%.17g", height), "|", t(cut), "\\n")
          }}
        }}
        cat(R.version.string, "\\n")"""
        lines = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split("\n")
    return lines[:-2], lines[-2]


def partition(merges, n, k):
    """Clusters after n − k merges, numbered by their first row."""
    cluster = {i: [i] for i in range(n)}
    for step in range(n - k):
        a, b = int(merges[step][0]), int(merges[step][1])
        cluster[n + step] = cluster.pop(a) + cluster.pop(b)
    labels, order = [0] * n, sorted(cluster.values(), key=min)
    for number, members in enumerate(order, 1):
        for member in members:
            labels[member] = number
    return labels


def canonical(labels):
    number = {}
    return [number.setdefault(label, len(number) + 1) for label in labels]


def main():
    cases = list(inputs())
    lines, r_version = r_heights([rows for _, rows in cases])
    out, line = [], 0
    for kind, rows in cases:
        x = np.array(rows, float)
        n = len(rows)
        entry = {"kind": kind, "rows": rows, "linkages": {}}
        for name in LINKAGES:
            distances = pdist(x)
            z = hierarchy.linkage(distances, name)
            f = fastcluster.linkage(distances.copy(), name)
            heights_r, cut_r = lines[line].split("|")
            heights_r = [float(value) for value in heights_r.split()]
            cut_r = np.array(cut_r.split(), int).reshape(n, 3)
            line += 1
            parts = {str(k): partition(z, n, k) for k in (2, 3, 4) if k <= n}
            record = {
                "heights": [float(h) for h in z[:, 2]],
                "partitions": parts,
                "cophenetic": float(np.corrcoef(hierarchy.cophenet(z), distances)[0, 1]),
            }
            if kind == "lattice":
                record["fastcluster"] = {str(k): partition(f, n, k) for k in (2, 3, 4) if k <= n}
                record["r"] = {str(k): canonical(cut_r[:, k - 2]) for k in (2, 3, 4) if k <= n}
            else:
                assert np.allclose(z[:, 2], f[:, 2], rtol=1e-12, atol=1e-14), (kind, name)
                assert np.allclose(z[:, 2], heights_r, rtol=1e-12, atol=1e-14), (kind, name)
                for k in parts:
                    assert parts[k] == partition(f, n, int(k)) == canonical(cut_r[:, int(k) - 2])
            entry["linkages"][name] = record
        out.append(entry)

    draw = np.random.RandomState(7)
    others = []
    for _ in range(12):
        x = np.round(draw.normal(2, 1, (9, 5)), 4)
        entry = {"rows": x.tolist(), "heights": {}}
        for name, metric in [("manhattan", "cityblock"), ("chebyshev",) * 2, ("cosine",) * 2, ("correlation",) * 2,
                             ("sqeuclidean",) * 2]:
            entry["heights"][name] = hierarchy.linkage(pdist(x, metric), "average")[:, 2].tolist()
        r = 1 - squareform(pdist(x, "correlation"))
        for name, distance in [("abscorrelation", 1 - np.abs(r)), ("rootcorrelation", np.sqrt(np.maximum(2 * (1 - r), 0))),
                               ("squaredcorrelation", 1 - r * r)]:
            np.fill_diagonal(distance, 0)
            entry["heights"][name] = hierarchy.linkage(squareform(distance, checks=False), "average")[:, 2].tolist()
        codes = draw.randint(1, 4, (9, 6))
        entry["codes"] = codes.tolist()
        entry["hamming"] = hierarchy.linkage(pdist(codes, "hamming"), "single")[:, 2].tolist()
        r = np.corrcoef(x.T)
        entry["items"] = hierarchy.linkage(squareform(1 - r, checks=False), "average")[:, 2].tolist()
        others.append(entry)

    criteria = []
    for index in range(12):
        x = draw.randint(1, 6, (40, 3)) if index % 2 else np.round(draw.normal(0, 1, (30, 3)), 3)
        counts = {}
        for k in range(2, 7):
            # Cut a tree that has no ties: k-means labels would do as well, the criteria ask for labels only.
            labels = canonical(np.argmin(((x[:, None] - x[None, :k] - 0.01 * np.arange(k)[:, None]) ** 2).sum(2), 1))
            if max(labels) < 2:
                continue
            counts[str(k)] = {
                "labels": labels,
                "silhouette": float(metrics.silhouette_score(x, labels)),
                "calinskiHarabasz": float(metrics.calinski_harabasz_score(x, labels)),
                "daviesBouldin": float(metrics.davies_bouldin_score(x, labels)),
            }
        criteria.append({"rows": x.tolist(), "counts": counts})

    gower = json.loads(subprocess.run(["Rscript", "-e", """
        library(cluster)
        set.seed(3)
        x <- data.frame(a = round(rnorm(10), 3), b = sample(1:5, 10, TRUE), c = factor(sample(c("n", "s", "w"), 10, TRUE)))
        h <- hclust(daisy(x, "gower"), "average")
        cat("{\\"a\\":[", paste(sprintf("%.17g", x$a), collapse = ","), "],\\"b\\":[", paste(x$b, collapse = ","),
          "],\\"c\\":[\\"", paste(x$c, collapse = "\\",\\""), "\\"],\\"heights\\":[",
          paste(sprintf("%.17g", h$height), collapse = ","), "]}", sep = "")"""],
        capture_output=True, text=True, check=True).stdout)

    versions = {"scipy": scipy.__version__, "fastcluster": fastcluster.__version__, "numpy": np.__version__,
                "scikit-learn": sklearn.__version__, "R": r_version.strip()}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hierarchies.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"versions": versions, "inputs": out, "others": others, "criteria": criteria, "gower": gower}, file,
                  separators=(",", ":"))
        file.write("\n")


main()
