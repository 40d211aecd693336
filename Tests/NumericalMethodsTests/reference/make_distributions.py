"""Writes distributions.json: tails, log tails, densities and quantiles to 60 digits, by mpmath.

    python3 make_distributions.py > distributions.json

The incomplete gamma and beta functions are summed from series whose terms are all positive, so no digit is lost,
and are compared with mpmath's own gammainc and betainc wherever those finish. Whole-number distributions are exact
sums of rational numbers. Arguments are doubles and are used with all their bits.
"""
import json
import platform
import random
import sys
from fractions import Fraction

import mpmath
from mpmath import mpf, mp

mp.dps = 60
draw = random.Random(20240607)


def rational(number):
    return mpf(number.numerator) / mpf(number.denominator)


def lower_gamma(a, x):
    """P(a, x) as x^a e^-x / Γ(a + 1) times a series of positive terms."""
    if x > 3 * a + 400:
        return 1 - upper_gamma(a, x)
    term = total = mpf(1)
    n = a
    while term > total * mpf(10) ** -70:
        n += 1
        term *= x / n
        total += term
    return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1)) * total


def upper_gamma(a, x):
    """Q(a, x): a continued fraction where x is well above a, else the rest."""
    if x < a + 30:
        with mp.workdps(120):
            return 1 - lower_gamma(a, x)
    tiny = mpf(10) ** -5000
    b = x + 1 - a
    c = 1 / tiny
    d = 1 / b
    h = d
    i = 0
    while True:
        i += 1
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b or tiny)
        c = b + an / c or tiny
        h *= d * c
        if abs(d * c - 1) < mpf(10) ** (-mp.dps + 2):
            break
    return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a)) * h


def gamma_tails(a, x):
    a, x = mpf(a), mpf(x)
    with mp.workdps(90):
        lower, upper = lower_gamma(a, x), upper_gamma(a, x)
        assert abs(lower + upper - 1) < mpf(10) ** -60
    if a < 300 and x < 1000:
        check = mpmath.gammainc(a, x, mpmath.inf, regularized=True)
        assert abs(check / upper - 1) < mpf(10) ** -40, (a, x, check, upper)
    return lower, upper


def beta_series(a, b, x, y):
    """I_x(a, b) as x^a y^b / (a B(a, b)) times Σ (a+b)_n / (a+1)_n x^n."""
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -75 or x * (a + b + n) > (a + 1 + n):
        term *= (a + b + n) / (a + 1 + n) * x
        n += 1
        total += term
        assert n < 4_000_000
    logged = a * mpmath.log(x) + b * mpmath.log(y) - mpmath.log(a)
    logged += mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
    return mpmath.exp(logged) * total


def beta_tails(a, b, x, y=None):
    """I_x(a, b) and its complement; the series runs on the side where x is below the mean."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    y = 1 - x if y is None else y
    with mp.workdps(100):
        if x * (a + b) < a or x < mpf(1) / 2:
            lower = beta_series(a, b, x, y)
            if lower > mpf(10) ** -30 and 1 - lower > mpf(10) ** -30:
                upper = 1 - lower
            elif lower <= mpf(10) ** -30:
                upper = 1 - lower
            else:
                upper = beta_series(b, a, y, x)
        else:
            upper = beta_series(b, a, y, x)
            lower = 1 - upper if upper < 1 - mpf(10) ** -30 else beta_series(a, b, x, y)
    if a < 200 and b < 200 and mpf(10) ** -20 < x < 1 - mpf(10) ** -20:
        check = mpmath.betainc(a, b, 0, x, regularized=True)
        assert abs(check / lower - 1) < mpf(10) ** -25 or lower < mpf(10) ** -40, (a, b, x, check, lower)
    return lower, upper


def text(value):
    """Seventeen digits would do; a few more show that the reference is not rounded where it matters."""
    return mpmath.nstr(mpf(value), 25, min_fixed=1, max_fixed=0)


def quantile(x, tail, density, sign):
    """The double nearest to the tail and where the tail is exactly that, or nothing where x hardly moves the tail."""
    p = float(tail)
    if not 1e-305 < p < 1 or abs(mpf(x)) < mpf(10) ** -25:
        return None
    change = sign * (mpf(p) - tail) / density
    # The step is taken along the tangent, so it has to be small in every respect.
    if abs(change) > abs(mpf(x)) * mpf(10) ** -9 or abs(mpf(p) - tail) > (1 - tail) * mpf(10) ** -9:
        return None
    return {"p": p, "x": text(mpf(x) + change)}


def row(parameters, x, density, lower, upper, whole=False):
    with mp.workdps(60):
        quantiles = {} if whole else {
            "quantileLower": quantile(x, lower, density, 1), "quantileUpper": quantile(x, upper, density, -1)}
        log_lower = mpmath.log(lower) if lower < mpf(1) / 2 else mpmath.log1p(-upper)
        log_upper = mpmath.log(upper) if upper < mpf(1) / 2 else mpmath.log1p(-lower)
        return {
            "parameters": parameters,
            "x": x,
            "density": text(density),
            "lower": text(lower),
            "upper": text(upper),
            "logLower": text(log_lower),
            "logUpper": text(log_upper),
            **{name: value for name, value in quantiles.items() if value},
        }


def normal_rows():
    points = [0, 1e-300, -1e-10, 0.5, -0.5, 1, -1, 1.96, -1.96, 3, -3, 5, 6.7, 8, 8.1, -12, 20, 30, 37, -37.5, 38,
              -100, 100, 1000, -1e6, 1e10]
    points += [draw.uniform(-38, 38) for _ in range(60)]
    for x in points:
        v = mpf(x)
        tail = mpmath.erfc(abs(v) / mpmath.sqrt(2)) / 2
        lower, upper = (tail, 1 - tail) if v < 0 else (1 - tail, tail)
        yield row([], x, mpmath.npdf(v), lower, upper)


def gamma_density(a, x):
    return mpmath.exp((a - 1) * mpmath.log(x) - x - mpmath.loggamma(a))


def chi_square_rows():
    cases = [(1, 1400), (4, 1370), (100, 1500), (3, 5000), (3, 7.81), (1, 3.841), (10, 1e5), (4, 1300), (1, 1e-300),
             (1e-3, 1e-200), (1e-3, 0.5), (1e-3, 30), (0.5, 1e-10), (2, 1e-15), (2, 700), (2, 1430), (1e4, 1e4),
             (1e4, 9000), (1e4, 11500), (1e6, 1e6), (1e6, 1.01e6), (1e6, 0.98e6), (1e5, 3e4), (1e5, 2e5), (50, 1e-6),
             (200, 2), (999.5, 1000.25), (7, 1e6), (30, 1e-20), (1e8, 1.0005e8)]
    for _ in range(90):
        df = draw.choice([1, 2, 3, 4, 6, 9, 12, 25, 60, 150, 400]) + draw.choice([0, 0, 0, 0.5, 0.123])
        cases.append((df, df * draw.choice([0.01, 0.2, 0.5, 0.9, 1.1, 2, 4, 8, 20]) * draw.uniform(0.7, 1.4)))
    for df, x in cases:
        a, v = mpf(df) / 2, mpf(x) / 2
        yield row([df], x, gamma_density(a, v) / 2, *gamma_tails(a, v))


def gamma_rows():
    cases = [(0.01, 1, 1e-100), (0.01, 1, 40), (1, 2, 1500), (25, 0.125, 3), (300, 4, 2400), (1e5, 1, 101000),
             (1e-8, 1, 1e-8), (1e-8, 1, 5), (2.5, 1024, 5)]
    for _ in range(50):
        k = draw.choice([0.1, 0.5, 1, 1.5, 3, 8, 40, 250])
        scale = draw.choice([0.25, 1, 8])
        cases.append((k, scale, k * scale * draw.choice([0.05, 0.5, 1, 1.7, 4, 15]) * draw.uniform(0.7, 1.4)))
    for k, scale, x in cases:
        # Only powers of two are used as scales, so the division that the program does is exact.
        v = mpf(x) / mpf(scale)
        yield row([k, scale], x, gamma_density(mpf(k), v) / mpf(scale), *gamma_tails(k, v))


def t_rows():
    cases = [(1, 0), (1, 1e-20), (1, 1), (1, -1e10), (1, 1e100), (2, 1e-8), (3, 40), (1000, 40), (1000, -60), (5, 1e60),
             (0.1, 5), (0.1, 1e200), (0.5, -3), (30, 2.042), (30, -9), (200, 300), (1e4, 30), (1e5, 37), (1e6, 20),
             (2.5, 1e-5), (1e5, 1e-3), (400, 150), (50, 1e7), (10, 1e35), (1000, 1e6), (1e5, 400), (1e4, -90)]
    for _ in range(100):
        df = draw.choice([1, 2, 3, 5, 8, 14.5, 29, 60, 120, 500, 3000])
        cases.append((df, draw.choice([-1, 1]) * 10 ** draw.uniform(-3, 1.7)))
    for df, t in cases:
        n, v = mpf(df), mpf(t)
        density = mpmath.exp(mpmath.loggamma((n + 1) / 2) - mpmath.loggamma(n / 2) - (n + 1) / 2 * mpmath.log1p(v * v / n))
        density /= mpmath.sqrt(n * mpmath.pi)
        with mp.workdps(400):
            x, y = n / (n + v * v), v * v / (n + v * v)
        if v == 0:
            lower = upper = mpf(1) / 2
        else:
            one = beta_tails(n / 2, mpf(1) / 2, x, y)[0] / 2
            lower, upper = (one, 1 - one) if v < 0 else (1 - one, one)
        yield row([df], t, density, lower, upper)


def f_rows():
    cases = [(3, 2000, 500), (3, 2000, 1e-50), (1, 1, 1e100), (1, 1, 1e-100), (5, 10, 1e30), (100, 100, 50), (100, 3, 1e10),
             (2, 7, 4.74), (0.5, 0.5, 2), (1e4, 1e4, 1.2), (1e4, 1e4, 0.8), (1e4, 1e4, 3), (1, 1e6, 200), (1, 1e6, 1400),
             (20, 3000, 40), (400, 5, 1e-6), (7, 425, 3.1), (7.31, 3101.4, 2.2), (3, 1e5, 3000)]
    for _ in range(90):
        d = [draw.choice([1, 2, 3, 4.7, 8, 20, 75, 425, 3496]) for _ in range(2)]
        cases.append((d[0], d[1], 10 ** draw.uniform(-2, 2)))
    for d1, d2, x in cases:
        m, n, v = mpf(d1), mpf(d2), mpf(x)
        with mp.workdps(400):
            u, w = m * v / (m * v + n), n / (m * v + n)
        a, b = m / 2, n / 2
        density = mpmath.exp(a * mpmath.log(u) + b * mpmath.log(w) + mpmath.loggamma(a + b) - mpmath.loggamma(a)
                             - mpmath.loggamma(b)) / v
        yield row([d1, d2], x, density, *beta_tails(a, b, u, w))


def beta_density(a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    return mpmath.exp((a - 1) * mpmath.log(x) + (b - 1) * mpmath.log(1 - x) + mpmath.loggamma(a + b)
                      - mpmath.loggamma(a) - mpmath.loggamma(b))


def beta_rows():
    cases = [(0.5, 0.5, 1e-300), (0.5, 0.5, 0.5), (1e-3, 1e-3, 0.3), (1e-3, 500, 1e-5), (500, 1e-3, 0.2), (1, 1, 0.1),
             (1e5, 1e5, 0.5), (1e5, 1e5, 0.51), (1e5, 1e5, 0.4), (1e5, 3, 0.9999), (1e5, 3, 0.5), (3, 1e5, 1e-9),
             (2, 3, 0.9999999), (40, 2, 1e-8), (0.2, 9, 0.999), (1e4, 20, 0.9), (1e-8, 1, 0.5), (1, 1e-8, 0.5),
             (50, 50, 1 - 2.0**-53), (30, 0.25, 1 - 2.0**-40), (1e6, 2e6, 0.33), (800, 90, 1e-10)]
    for _ in range(90):
        a, b = [draw.choice([0.1, 0.5, 1, 2, 3.3, 11, 50, 200, 1749]) for _ in range(2)]
        cases.append((a, b, draw.choice([draw.random(), 10 ** draw.uniform(-9, 0), 1 - 10 ** draw.uniform(-9, -1)])))
    for a, b, x in cases:
        yield row([a, b], x, beta_density(a, b, x), *beta_tails(a, b, x))


def binomial_rows():
    cases = [(1, 0.5, 0), (10, 0.3, 3), (10, 0.3, 0), (100, 1e-10, 3), (1000, 0.999, 998), (1000, 0.5, 500),
             (1000, 0.5, 10), (1000, 0.5, 990), (3497, 0.01, 300), (3497, 0.37, 1300), (3497, 0.37, 3400), (5, 1e-300, 0),
             (2000, 0.001, 1999), (426, 0.55, 100), (1, 1e-17, 0)]
    for _ in range(50):
        n = draw.choice([2, 7, 30, 110, 426, 1500])
        cases.append((n, draw.choice([0.01, 0.1, 0.25, 0.5, 0.8, 0.97, draw.random()]), draw.randrange(0, n)))
    for n, p, k in cases:
        exact = Fraction(p)
        odds = rational(exact) / rational(1 - exact)
        with mp.workdps(80):
            mass = [rational(1 - exact) ** n]
            for j in range(n):
                mass.append(mass[-1] * (n - j) / (j + 1) * odds)
            lower, upper = mpmath.fsum(mass[: k + 1]), mpmath.fsum(mass[k + 1:])
        yield row([n, p], k, mass[k], lower, upper, whole=True)


def hypergeometric_rows():
    cases = [(50, 10, 12, 3), (10, 5, 5, 2), (10, 5, 5, 0), (3497, 426, 1000, 300), (3497, 426, 1000, 425),
             (3497, 426, 1000, 60), (20000, 3000, 9000, 1350), (20000, 3000, 9000, 2999), (20000, 3000, 9000, 100),
             (1000, 1, 1, 0), (1000, 999, 999, 998), (6, 3, 3, 1), (100000, 5, 50, 0), (100000, 5, 50, 4)]
    for _ in range(50):
        n = draw.choice([12, 40, 110, 426, 3497])
        m, d = draw.randrange(1, n), draw.randrange(1, n)
        low, high = max(0, d - (n - m)), min(d, m)
        if high > low:
            cases.append((n, m, d, draw.randrange(low, high)))
    for n, m, d, k in cases:
        low, high = max(0, d - (n - m)), min(d, m)
        with mp.workdps(80):
            mass = {low: mpmath.exp(mpmath.loggamma(m + 1) - mpmath.loggamma(low + 1) - mpmath.loggamma(m - low + 1)
                                    + mpmath.loggamma(n - m + 1) - mpmath.loggamma(d - low + 1)
                                    - mpmath.loggamma(n - m - d + low + 1) - mpmath.loggamma(n + 1)
                                    + mpmath.loggamma(d + 1) + mpmath.loggamma(n - d + 1))}
            for j in range(low, high):
                mass[j + 1] = mass[j] * (m - j) * (d - j) / ((j + 1) * (n - m - d + j + 1))
            assert abs(mpmath.fsum(mass.values()) - 1) < mpf(10) ** -60
            lower = mpmath.fsum(v for j, v in mass.items() if j <= k)
            upper = mpmath.fsum(v for j, v in mass.items() if j > k)
        yield row([n, m, d], k, mass[k], lower, upper, whole=True)


def mixture(mean, term):
    """Σ Poisson(j; mean) term(j), from the middle outwards until nothing is added any more."""
    def one(j):
        weight = mpmath.exp(-mean + j * mpmath.log(mean) - mpmath.loggamma(j + 1))
        return [weight * t for t in term(j)]

    # The greatest weight need not be where the greatest product is, so every j that could matter is taken.
    total = None
    j, still = 0, 0
    while True:
        values = one(j)
        total = values if total is None else [a + b for a, b in zip(total, values)]
        small = all(v < t * mpf(10) ** -40 for v, t in zip(values, total))
        still = still + 1 if small and j > mean else 0
        if still > 3:
            return total
        j += 1


def noncentral_chi_square_rows():
    cases = [(4, 10, 300), (1, 0.5, 3.84), (3, 10, 7.81), (3, 1e-6, 7.81), (10, 200, 60), (10, 200, 210), (10, 200, 500),
             (2, 50, 0.01), (0.3, 3, 1e-6), (7, 30, 1500), (1, 100, 1)]
    for _ in range(20):
        df, nc = draw.choice([1, 2, 4, 9, 20]), draw.choice([0.1, 1, 5, 20, 60])
        cases.append((df, nc, (df + nc) * draw.choice([0.05, 0.3, 0.9, 1.3, 3, 6]) * draw.uniform(0.8, 1.2)))
    for df, nc, x in cases:
        a, v = mpf(df) / 2, mpf(x) / 2
        density, lower, upper = mixture(mpf(nc) / 2, lambda j: (gamma_density(a + j, v) / 2, *gamma_tails(a + j, v)))
        yield row([df, nc], x, density, lower, upper)


def noncentral_f_rows():
    cases = [(3, 20, 10, 3.1), (3, 20, 10, 80), (1, 400, 5, 0.01), (5, 12, 40, 2), (2, 3000, 8, 90)]
    for _ in range(12):
        d1, d2, nc = draw.choice([1, 3, 8]), draw.choice([10, 60, 425]), draw.choice([0.5, 6, 30])
        cases.append((d1, d2, nc, (1 + nc / d1) * draw.choice([0.2, 0.9, 2, 6]) * draw.uniform(0.8, 1.2)))
    for d1, d2, nc, x in cases:
        m, n, v = mpf(d1), mpf(d2), mpf(x)
        u, w = m * v / (m * v + n), n / (m * v + n)

        def term(j):
            a, b = m / 2 + j, n / 2
            density = mpmath.exp(a * mpmath.log(u) + b * mpmath.log(w) + mpmath.loggamma(a + b) - mpmath.loggamma(a)
                                 - mpmath.loggamma(b)) / v
            return (density, *beta_tails(a, b, u, w))

        density, lower, upper = mixture(mpf(nc) / 2, term)
        yield row([d1, d2, nc], x, density, lower, upper)


def bivariate_rows():
    """P(X > h, Y > k) for correlation r: the integral over the correlation (Sheppard), each part by quadrature."""
    cases = [(0, 0, 0), (0, 0, 0.5), (1, -1, 0.9), (0.3, 0.7, -0.6), (2, 2, 0.99), (-2, 1.5, -0.95), (3, 3, 0.999),
             (0.1, 0.1, -0.9999), (-1, -1, 0.3), (4, 2, 0.93), (-3, -4, -0.92), (1, 1, 0.925), (1, 1, 0.926),
             (0.5, 0.5, 0.9999999), (0.5, -0.5, -0.9999999), (6, 5, 0.2), (1e-9, 0, 0.97), (0.7, 0.70001, 0.9999)]
    for _ in range(60):
        cases.append((draw.uniform(-3, 3), draw.uniform(-3, 3), draw.uniform(-1, 1)))
    for h, k, r in cases:
        a, b = mpf(h), mpf(k)
        with mp.workdps(40):
            def inner(theta):
                s = mpmath.sin(theta)
                c = 1 - s * s
                return mpmath.exp(-(a * a + b * b - 2 * a * b * s) / (2 * c)) if c else mpf(0)
            end = mpmath.asin(mpf(r))
            # The integrand turns sharply close to ±π/2.
            limit = mpmath.pi / 2 * mpmath.sign(end)
            nodes = [mpf(0)] + [limit - (limit) * mpf(4) ** -i for i in range(1, 30)
                                if abs(limit - limit * mpf(4) ** -i) < abs(end)] + [end]
            total = mpmath.quad(inner, nodes, maxdegree=9) / (2 * mpmath.pi) if r else mpf(0)
            upper = mpmath.erfc(a / mpmath.sqrt(2)) * mpmath.erfc(b / mpmath.sqrt(2)) / 4 + total
        yield {"h": h, "k": k, "correlation": r, "upper": text(upper)}


def function_rows():
    for x in [1e-300, 1e-10, 0.1, 0.5, 1.5, 2.5, 10, 17, 171.5, 1e5, 1e15, 1e300, -0.5, -3.25]:
        yield {"name": "logGamma", "arguments": [x], "value": text(mpmath.log(abs(mpmath.gamma(mpf(x)))) if x < 0 else mpmath.loggamma(mpf(x)))}
    for x in [1e-10, 0.1, 0.5, 1, 3, 10.5, 1e6]:
        yield {"name": "digamma", "arguments": [x], "value": text(mpmath.digamma(mpf(x)))}
    for a, b in [(1e-5, 1e5), (0.5, 0.5), (3, 7), (1e10, 1e-10), (1e10, 2.5), (1e8, 1e8), (15.5, 16.5), (200, 0.01)]:
        with mp.workdps(90):
            value = mpmath.loggamma(mpf(a)) + mpmath.loggamma(mpf(b)) - mpmath.loggamma(mpf(a) + mpf(b))
        yield {"name": "logBeta", "arguments": [a, b], "value": text(value)}
    for n, k in [(5, 2), (50, 25), (3497, 426), (1e9, 3), (1e9, 5e8), (1e15, 1e7), (4, 4), (4, 0)]:
        with mp.workdps(90):
            value = mpmath.loggamma(mpf(n) + 1) - mpmath.loggamma(mpf(k) + 1) - mpmath.loggamma(mpf(n) - mpf(k) + 1)
        yield {"name": "logBinomialCoefficient", "arguments": [n, k], "value": text(value)}
    for x in [-5, -0.5, 0, 1e-20, 0.3, 1, 2, 5, 10, 20, 26]:
        yield {"name": "complementaryError", "arguments": [x], "value": text(mpmath.erfc(mpf(x)))}


distributions = {
    "normal": normal_rows, "chiSquare": chi_square_rows, "gamma": gamma_rows, "studentT": t_rows, "f": f_rows,
    "beta": beta_rows, "binomial": binomial_rows, "hypergeometric": hypergeometric_rows,
    "noncentralChiSquare": noncentral_chi_square_rows, "noncentralF": noncentral_f_rows,
}
result = {
    "madeBy": f"make_distributions.py, mpmath {mpmath.__version__}, Python {platform.python_version()}, "
              f"{mp.dps} digits",
    "distributions": {},
    "functions": list(function_rows()),
    "bivariateNormal": list(bivariate_rows()),
}
for name, rows in distributions.items():
    result["distributions"][name] = list(rows())
    print(name, len(result["distributions"][name]), file=sys.stderr, flush=True)
lines = json.dumps(result, separators=(",", ":")).replace("},{", "},\n{").replace(":[{", ":[\n{")
print(lines)
