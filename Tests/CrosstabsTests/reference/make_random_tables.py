"""Reference values for the chi-square family and the effects, from SciPy, statsmodels and mpmath.

Run in this folder: python3 make_random_tables.py   (writes random_tables.json; then run make_random_tables.R)
Standard errors come from complex-step derivatives of the plain definitions, so they share no formula with the package.
"""
import json
import sys
import warnings
import mpmath
import numpy as np
import scipy
import scipy.stats as st
from scipy.optimize import brentq
import statsmodels
from statsmodels.stats.contingency_tables import SquareTable, StratifiedTable, Table, Table2x2, cochrans_q, mcnemar
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import confint_proportions_2indep

warnings.simplefilter("ignore")
mpmath.mp.dps = 40
random = np.random.default_rng(20261120)


def log_tail(x, df):
    value = mpmath.gammainc(mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, mpmath.inf, regularized=True)
    return float(mpmath.log(value))


def tables():
    found = []
    kinds = ["dense", "sparse", "skewed", "empty", "millions"]
    while len(found) < 500:
        kind = kinds[len(found) % 5]
        r, c = random.integers(2, 7, 2)
        if len(found) % 4 == 0:
            r, c = 2, 2
        if kind == "dense":
            t = random.poisson(random.uniform(8, 60, (r, c)))
        elif kind == "sparse":
            t = random.poisson(random.uniform(0.2, 3, (r, c)))
        elif kind == "skewed":
            t = np.floor(np.exp(random.normal(1.5, 1.8, (r, c)))).astype(int)
        elif kind == "empty":
            t = random.poisson(random.uniform(2, 20, (r + 1, c + 1)))
            if len(found) % 3:
                t[random.integers(0, r + 1), :] = 0
            if len(found) % 3 != 1:
                t[:, random.integers(0, c + 1)] = 0
        else:
            rows, cols = random.dirichlet(np.ones(r) * 5), random.dirichlet(np.ones(c) * 5)
            n = random.integers(1_000_000, 40_000_000)
            strength = random.choice([0.001, 0.01, 0.3])
            p = np.outer(rows, cols) * np.exp(strength * random.normal(0, 1, (r, c)))
            t = random.multinomial(n, (p / p.sum()).ravel()).reshape(r, c)
        u = t[t.sum(1) > 0][:, t.sum(0) > 0]
        if min(u.shape) < 2:
            continue
        found.append((kind, t))
    return found


def pairs(t):
    r, c = t.shape
    a = np.zeros_like(t)
    d = np.zeros_like(t)
    for i in range(r):
        for j in range(c):
            a[i, j] = t[:i, :j].sum() + t[i + 1:, j + 1:].sum()
            d[i, j] = t[:i, j + 1:].sum() + t[i + 1:, :j].sum()
    return (t * a).sum(), (t * d).sum()


def measures(shape, modes):
    m = min(shape)
    row_modes, column_modes, row_mode, column_mode = modes

    def ordinal(t):
        p, q = pairs(t)
        n = t.sum()
        wr, wc = n**2 - (t.sum(1) ** 2).sum(), n**2 - (t.sum(0) ** 2).sum()
        return p, q, n, wr, wc

    def gamma(t):
        p, q, *_ = ordinal(t)
        return (p - q) / (p + q)

    def tau_b(t):
        p, q, n, wr, wc = ordinal(t)
        return (p - q) / np.sqrt(wr * wc)

    def tau_c(t):
        p, q, n, wr, wc = ordinal(t)
        return m * (p - q) / (n**2 * (m - 1))

    def d_cr(t):
        p, q, n, wr, wc = ordinal(t)
        return (p - q) / wr

    def d_rc(t):
        p, q, n, wr, wc = ordinal(t)
        return (p - q) / wc

    def d_sym(t):
        p, q, n, wr, wc = ordinal(t)
        return 2 * (p - q) / (wr + wc)

    def tau_cr(t):
        p = t / t.sum()
        base = (p.sum(0) ** 2).sum()
        return ((p**2 / p.sum(1)[:, None]).sum() - base) / (1 - base)

    def entropy(p):
        p = p.ravel()
        p = p[p.real > 0]
        return -(p * np.log(p)).sum()

    def u_cr(t):
        p = t / t.sum()
        return (entropy(p.sum(0)) + entropy(p.sum(1)) - entropy(p)) / entropy(p.sum(0))

    def u_sym(t):
        p = t / t.sum()
        a, b = entropy(p.sum(0)), entropy(p.sum(1))
        return 2 * (a + b - entropy(p)) / (a + b)

    def lambda_cr(t):
        n = t.sum()
        top = t.sum(0)[column_mode]
        return (sum(t[i, row_modes[i]] for i in range(t.shape[0])) - top) / (n - top)

    def lambda_rc(t):
        n = t.sum()
        top = t.sum(1)[row_mode]
        return (sum(t[column_modes[j], j] for j in range(t.shape[1])) - top) / (n - top)

    def lambda_sym(t):
        n = t.sum()
        a = sum(t[i, row_modes[i]] for i in range(t.shape[0])) - t.sum(0)[column_mode]
        b = sum(t[column_modes[j], j] for j in range(t.shape[1])) - t.sum(1)[row_mode]
        return (a + b) / (2 * n - t.sum(0)[column_mode] - t.sum(1)[row_mode])

    return {
        "gamma": gamma, "tauB": tau_b, "tauC": tau_c, "somersColumns": d_cr, "somersRows": d_rc, "somersSymmetric": d_sym,
        "tauColumns": tau_cr, "tauRows": lambda t: tau_cr(t.T), "uncertaintyColumns": u_cr,
        "uncertaintyRows": lambda t: u_cr(t.T), "uncertaintySymmetric": u_sym, "lambdaColumns": lambda_cr,
        "lambdaRows": lambda_rc, "lambdaSymmetric": lambda_sym,
    }


def with_error(f, t):
    """The value and the delta-method standard error, by complex steps."""
    h = 1e-30
    z = t.astype(complex)
    value = f(z).real
    total = 0.0
    for place in np.ndindex(*t.shape):
        if t[place] == 0:
            continue
        moved = z.copy()
        moved[place] += 1j * h * t.sum()
        slope = f(moved).imag / h / t.sum()
        total += t[place] * slope**2
    return [float(value), float(np.sqrt(total))]


def null_errors(t):
    n = t.sum()
    p, q = pairs(t)
    r, c = t.shape
    squares = 0
    for i in range(r):
        for j in range(c):
            a = t[:i, :j].sum() + t[i + 1:, j + 1:].sum()
            d = t[:i, j + 1:].sum() + t[i + 1:, :j].sum()
            squares += t[i, j] * (a - d) ** 2
    core = float(squares) - float(p - q) ** 2 / n
    wr, wc = n**2 - (t.sum(1) ** 2).sum(), n**2 - (t.sum(0) ** 2).sum()
    # Agresti 2013, section 3.4; SAS/STAT FREQ, "Measures of Association".
    return {"gamma": 2 * np.sqrt(core) / (p + q) if p + q else None, "tauB": 2 * np.sqrt(core / (wr * wc)),
            "somersColumns": 2 * np.sqrt(core) / wr, "somersRows": 2 * np.sqrt(core) / wc}


def linear(t, a, b):
    n = t.sum()
    a = a - (t.sum(1) @ a) / n
    b = b - (t.sum(0) @ b) / n
    return float((n - 1) * (a @ t @ b) ** 2 / ((t.sum(1) @ a**2) * (t.sum(0) @ b**2)))


def midranks(totals):
    return np.cumsum(totals) - (totals - 1) / 2


def v_interval(x, df, n, k):
    def solve(p):
        f = lambda nc: st.ncx2.cdf(x, df, nc) - p if nc > 0 else st.chi2.cdf(x, df) - p
        if f(0) <= 0:
            return 0.0
        high = 1.0
        while f(high) > 0:
            high *= 2
        return brentq(f, 0, high, xtol=1e-12, rtol=1e-14)
    return [min(1.0, float(np.sqrt(solve(p) / (n * (k - 1))))) for p in (0.975, 0.025)]


entries = []
for kind, full in tables():
    t = full[full.sum(1) > 0][:, full.sum(0) > 0].astype(np.int64)
    n = int(t.sum())
    e = {"kind": kind, "rows": int(full.shape[0]), "counts": [int(x) for x in full.ravel()]}
    s, p, df, expected = st.chi2_contingency(t, correction=False)
    e["pearson"] = [float(s), int(df), float(p), log_tail(s, df)]
    s2, p2, _, _ = st.chi2_contingency(t, correction=False, lambda_="log-likelihood")
    e["likelihoodRatio"] = [float(s2), float(p2), log_tail(s2, df)]
    # Trend with the places of all categories, empty ones counted, as scores.
    rows = np.flatnonzero(full.sum(1)) + 1.0
    cols = np.flatnonzero(full.sum(0)) + 1.0
    e["linear"] = linear(t, rows, cols)
    e["linearMidranks"] = linear(t, midranks(t.sum(1)), midranks(t.sum(0)))
    e["low"] = [int((expected < 5).sum()), float(expected.min())]
    e["association"] = [float(st.contingency.association(t, m)) for m in ("cramer", "pearson")]
    k = min(t.shape)
    phi2 = max(0, s / n - (t.shape[0] - 1) * (t.shape[1] - 1) / (n - 1))
    rr = t.shape[0] - (t.shape[0] - 1) ** 2 / (n - 1)
    cc = t.shape[1] - (t.shape[1] - 1) ** 2 / (n - 1)
    e["vCorrected"] = float(np.sqrt(phi2 / (min(rr, cc) - 1))) if min(rr, cc) > 1 else 0.0
    if kind != "millions":
        e["vInterval"] = v_interval(s, df, n, k)
    modes = ([int(np.argmax(row)) for row in t], [int(np.argmax(col)) for col in t.T], int(np.argmax(t.sum(1))),
             int(np.argmax(t.sum(0))))
    e["measures"] = {}
    for name, f in measures(t.shape, modes).items():
        if name == "gamma" and sum(pairs(t)) == 0:
            continue
        e["measures"][name] = with_error(f, t)
    # Float counts, since the squares of counts in the millions do not fit 64 bits.
    e["null"] = {a: (None if b is None else float(b)) for a, b in null_errors(t.astype(float)).items()}
    if t.shape == (2, 2):
        sy, py, _, _ = st.chi2_contingency(t, correction=True)
        e["yates"] = [float(sy), float(py)]
        if (t > 0).all():
            z = Table2x2(t, shift_zeros=False)
            e["two"] = [float(z.oddsratio), *map(float, z.oddsratio_confint()), float(z.riskratio),
                        *map(float, z.riskratio_confint())]
        lo, hi = confint_proportions_2indep(t[0, 0], t[0].sum(), t[1, 0], t[1].sum(), method="newcomb")
        e["newcombe"] = [float(lo), float(hi)]
        if t[0, 1] + t[1, 0] > 0:
            e["mcnemar"] = [float(mcnemar(t, exact=False, correction=False).statistic),
                            float(mcnemar(t, exact=False, correction=True).statistic),
                            float(mcnemar(t, exact=True).pvalue)]
    if full.shape[0] == full.shape[1] and min(t.shape) == full.shape[0]:
        kappa = cohens_kappa(t)
        e["kappa"] = [float(kappa.kappa), float(kappa.std_kappa), float(kappa.std_kappa0)]
        off = t + t.T
        if (off[np.triu_indices(t.shape[0], 1)] > 0).all():
            q = SquareTable(t, shift_zeros=False)
            b, m = q.symmetry(), q.homogeneity()
            e["square"] = [float(b.statistic), int(b.df), float(m.statistic), int(m.df)]
    if len(entries) < 60 and kind != "millions":
        table = Table(t, shift_zeros=False)
        e["residuals"] = [float(x) for x in np.asarray(table.resid_pearson).ravel()]
        e["adjusted"] = [float(x) for x in np.asarray(table.standardized_resids).ravel()]
    entries.append(e)


def generalised(layers, kind, a, b):
    total, cov = 0, 0
    for t in layers:
        n = t.sum()
        if n < 2 or (t.sum(0) > 0).sum() < 2 or (t.sum(1) > 0).sum() < 2:
            continue
        pr, pc = t.sum(1) / n, t.sum(0) / n
        r, c = t.shape
        left = a[None, :] if kind == "correlation" else np.eye(r)[:-1]
        right = np.eye(c)[:-1] if kind == "general" else b[None, :]
        m = np.kron(left, right)
        total = total + m @ (t - n * np.outer(pr, pc)).ravel()
        v = n**2 / (n - 1) * np.kron(np.diag(pr) - np.outer(pr, pr), np.diag(pc) - np.outer(pc, pc))
        cov = cov + m @ v @ m.T
    return float(total @ np.linalg.solve(cov, total))


strata = []
for number in range(30):
    k = int(random.integers(2, 6))
    layers = [random.poisson(random.uniform(3, 25, (2, 2))) + 1 for _ in range(k)]
    z = StratifiedTable([np.asarray(x, float) for x in layers])
    lo, hi = z.oddsratio_pooled_confint()
    strata.append({
        "layers": [[int(v) for v in x.ravel()] for x in layers],
        "test": [float(z.test_null_odds().statistic), float(z.test_null_odds(correction=True).statistic)],
        "odds": [float(z.oddsratio_pooled), float(lo), float(hi)],
        "breslowDay": [float(z.test_equal_odds().statistic), float(z.test_equal_odds(adjust=True).statistic)]})
wide = []
for number in range(20):
    r, c, k = (int(x) for x in random.integers(2, 5, 3))
    layers = [random.poisson(random.uniform(1, 15, (r, c))) for _ in range(k)]
    if any(min((x.sum(0).min(), x.sum(1).min())) == 0 for x in layers):
        continue
    a, b = np.arange(1.0, r + 1), np.arange(1.0, c + 1)
    wide.append({"rows": r, "layers": [[int(v) for v in x.ravel()] for x in layers],
                 **{kind: generalised(layers, kind, a, b) for kind in ("general", "rowMeanScores", "correlation")}})

questions = []
for number in range(10):
    answers = (random.random((int(random.integers(8, 40)), int(random.integers(2, 6)))) < 0.6).astype(int)
    q = cochrans_q(answers)
    questions.append({"answers": ["".join(map(str, row)) for row in answers], "q": float(q.statistic), "df": int(q.df)})

multiple = []
for number in range(10):
    groups, options, n = int(random.integers(2, 5)), int(random.integers(2, 6)), int(random.integers(60, 200))
    base = random.random((n, options)) < random.uniform(0.2, 0.7, options)
    base[:, 1] = np.where(random.random(n) < 0.6, base[:, 0], base[:, 1])
    group = np.concatenate([np.arange(groups).repeat(8), random.integers(0, groups, n - 8 * groups)])
    y = base.astype(float)
    sizes = np.array([(group == g).sum() for g in range(groups)])
    share = y.mean(0)
    statistic = sum(st.chi2_contingency([[y[group == g, j].sum() for g in range(groups)],
                                         [(1 - y[group == g, j]).sum() for g in range(groups)]], correction=False)[0]
                    for j in range(options))
    # The covariance of the standardized deviations, written out in full, and its eigenvalues.
    big = np.zeros((groups * options, groups * options))
    for g in range(groups):
        z = y[group == g]
        corr = (z.T @ z / len(z) - np.outer(z.mean(0), z.mean(0))) / np.sqrt(np.outer(share * (1 - share), share * (1 - share)))
        np.fill_diagonal(corr, 1)
        big[g * options:(g + 1) * options, g * options:(g + 1) * options] = corr
    root = np.sqrt(sizes / n)
    projection = np.kron(np.eye(groups) - np.outer(root, root), np.eye(options))
    weights = np.linalg.eigvalsh(projection @ big @ projection)
    multiple.append({"groups": groups, "group": [int(g) for g in group],
                     "ticks": ["".join("1" if v else "0" for v in row) for row in base],
                     "statistic": float(statistic), "sumOfWeights": float(weights.sum()),
                     "sumOfSquares": float((weights**2).sum())})

power = []
for number in range(20):
    n, df, w, alpha = int(random.integers(30, 3000)), int(random.integers(1, 20)), float(random.uniform(0.05, 0.4)), 0.05
    critical = st.chi2.isf(alpha, df)
    power.append([n, df, w, float(st.ncx2.sf(critical, df, n * w * w)),
                  float(np.sqrt(brentq(lambda nc: st.ncx2.sf(critical, df, nc) - 0.8, 1e-6, 1e4, xtol=1e-13) / n))])

json.dump({"made": {"by": "make_random_tables.py", "seed": 20261120, "python": sys.version.split()[0],
                    "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__,
                    "mpmath": mpmath.__version__},
           "tables": entries, "strata": strata, "wide": wide, "questions": questions, "multiple": multiple,
           "power": power}, open("random_tables.json", "w"), separators=(",", ":"))
