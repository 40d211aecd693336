"""What the scripts of this folder share: programs that take turns, and workloads made here.

Answers are compared before anything is timed. The programs then take turns, so that a busy machine slows all of them. The
ratio printed is that of the medians of the turns, with the least and greatest ratio of a single turn behind it.
"""
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys


def skip(reason):
    """Ends this subject without an error: the peer is not here."""
    print(f"skipped: {reason}")
    sys.exit(0)


def need(program, what):
    if shutil.which(program) is None:
        skip(f"{what} is not installed ({program} is not on the path)")


def is_here(name):
    return importlib.util.find_spec(name) is not None


def need_modules(*names):
    for name in names:
        if not is_here(name):
            skip(f"the Python package {name} is not installed")


def need_r(*packages):
    need("Rscript", "R")
    for package in packages:
        found = subprocess.run(
            ["Rscript", "-e", f"quit(status = if (requireNamespace('{package}', quietly = TRUE)) 0 else 1)"],
            capture_output=True).returncode == 0
        if not found:
            skip(f"the R package {package} is not installed")


def bench(program, subject, *arguments):
    """The answer of tansuo-bench; `seconds` holds the time of each repetition."""
    done = subprocess.run([program, subject, *map(str, arguments)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def r(script, *arguments):
    """What an R script prints as its last line: the seconds, then numbers."""
    done = subprocess.run(
        ["Rscript", "-", *map(str, arguments)], input=script, check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.strip().splitlines()[-1].split()]


def agree(name, left, right, tolerance):
    """Stops unless two answers are the same to within `tolerance` of their size."""
    if not abs(left - right) <= tolerance * max(abs(left), abs(right)):
        raise SystemExit(f"{name}: the answers do not agree: {left!r} and {right!r}")


def race(subject, programs, rounds, notes=None):
    """Times `programs`, a name and a function that returns seconds each, ours first, and prints the ratios."""
    times = {name: [] for name in programs}
    for _ in range(rounds):
        for name, run in programs.items():
            times[name].append(run())
    ours = next(iter(programs))
    for name, seconds in times.items():
        ratios = [theirs / mine for theirs, mine in zip(seconds, times[ours])]
        ratio = statistics.median(seconds) / statistics.median(times[ours])
        note = (notes or {}).get(name, "")
        print(f"{subject:28} {name:22} median {statistics.median(seconds):10.4f} s"
              f"  ({min(seconds):.4f} to {max(seconds):.4f})  ratio {ratio:.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
              f"{'  ' + note if note else ''}", flush=True)


def survey(path, rows=3497, clusters=426, strata=9, items=40, levels=None, seed=1):
    """A survey of clusters in strata with weights: id, province, enterprise, weight and items q01 … of a few levels.

    Every enterprise has at least two respondents and every stratum two enterprises; people of one enterprise are alike.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    stratum = np.sort(np.concatenate([np.repeat(np.arange(strata), 2), random.integers(strata, size=clusters - 2 * strata)]))
    cluster = np.sort(np.concatenate([np.repeat(np.arange(clusters), 2), random.integers(clusters, size=rows - 2 * clusters)]))
    shared = 0.4 * random.standard_normal(clusters)[cluster]
    person = random.standard_normal(rows)
    weight = np.round(random.lognormal(0, 0.45, rows), 5)
    answers = []
    for item in range(items):
        count = levels or 2 + item % 4
        score = shared + 0.7 * person + random.standard_normal(rows)
        answers.append(np.searchsorted(np.quantile(score, np.linspace(0, 1, count + 1)[1:-1]), score) + 1)
    with open(path, "w") as file:
        file.write("id,province,enterprise,weight," + ",".join(f"q{k + 1:02d}" for k in range(items)) + "\n")
        for row in range(rows):
            cells = ",".join(str(column[row]) for column in answers)
            place = cluster[row]
            file.write(f"R{row + 1:05d},P{stratum[place] + 1},E{place + 1:04d},{weight[row]:.5f},{cells}\n")
    return np.array(answers).T


def coded(rows, items, seed=1):
    """Items of two to seven levels that share a common part, coded 1..k."""
    import numpy as np

    random = np.random.default_rng(seed)
    common = random.standard_normal(rows).astype(np.float32)
    data = np.empty((rows, items), dtype=np.uint8)
    for item in range(items):
        score = 0.5 * common + random.standard_normal(rows).astype(np.float32)
        cuts = np.quantile(score[:50_000], np.linspace(0, 1, 2 + item % 6 + 1)[1:-1])
        data[:, item] = np.searchsorted(cuts, score) + 1
    return data


def digits_csv(path, data, weights=None):
    """Codes of one digit as a CSV file with the columns q000 …, and the weights in front, with five decimals."""
    import numpy as np

    rows, items = data.shape
    text = np.empty((rows, 2 * items), dtype=np.uint8)
    text[:, 0::2] = data + 48
    text[:, 1::2] = 44
    text[:, -1] = 10
    names = ",".join(f"q{k:03d}" for k in range(items))
    with open(path, "wb") as file:
        if weights is None:
            file.write(f"{names}\n".encode())
            file.write(text.tobytes())
        else:
            file.write(f"weight,{names}\n".encode())
            for weight, line in zip(weights, text):
                file.write(f"{weight:.5f},".encode() + line.tobytes())


def sparse_tables(path, count=200, seed=1):
    """Sparse tables of 3×4 to 5×6 with 30 to 120 respondents, as table,row,col,count."""
    import numpy as np

    random = np.random.default_rng(seed)
    tables = []
    with open(path, "w") as file:
        file.write("table,row,col,count\n")
        while len(tables) < count:
            height, width = random.integers(3, 6), random.integers(4, 7)
            shares = np.outer(random.dirichlet(np.full(height, 2.0)), random.dirichlet(np.full(width, 2.0)))
            shares = 0.8 * shares + 0.2 * random.dirichlet(np.full(height * width, 1.0)).reshape(height, width)
            table = random.multinomial(random.integers(30, 121), shares.ravel()).reshape(height, width)
            if not (table.sum(0).all() and table.sum(1).all()):
                continue
            tables.append(table)
            for (row, column), value in np.ndenumerate(table):
                file.write(f"{len(tables)},{row + 1},{column + 1},{value}\n")
    return tables
