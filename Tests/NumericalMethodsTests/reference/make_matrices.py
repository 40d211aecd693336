"""Writes matrices.json: eigenvalues and least squares, by mpmath at 50 digits and by fractions.

    python3 make_matrices.py > matrices.json

The Longley data are those printed in J. W. Longley (1967), "An appraisal of least squares programs for the
electronic computer from the point of view of the user", JASA 62, 819-841; the solution is exact.
"""
import json
import platform
import random
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

mp.dps = 50
draw = random.Random(7)


def text(value):
    return mpmath.nstr(mpf(value), 25, min_fixed=1, max_fixed=0)


def symmetric(size):
    full = [[draw.uniform(-2, 2) for _ in range(size)] for _ in range(size)]
    return [[full[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]


def equicorrelated(size, r):
    return [[1.0 if i == j else r for j in range(size)] for i in range(size)]


def eigen_case(name, matrix):
    values, _ = mpmath.eigsy(mpmath.matrix(matrix))
    return {"name": name, "rows": matrix, "values": [text(v) for v in sorted(values, reverse=True)]}


def solve_exactly(matrix, right):
    size = len(matrix)
    a = [row[:] + [b] for row, b in zip(matrix, right)]
    for step in range(size):
        pivot = next(row for row in range(step, size) if a[row][step] != 0)
        a[step], a[pivot] = a[pivot], a[step]
        for row in range(size):
            if row != step and a[row][step] != 0:
                factor = a[row][step] / a[step][step]
                a[row] = [x - factor * y for x, y in zip(a[row], a[step])]
    return [a[row][size] / a[row][row] for row in range(size)]


LONGLEY = """60323 83.0 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962"""


def longley():
    # The data as doubles, so that the exact solution is that of the problem the program is given.
    numbers = [[float(field) for field in line.split()] for line in LONGLEY.splitlines()]
    response = [row[0] for row in numbers]
    design = [[1.0] + row[1:] for row in numbers]
    x = [[Fraction(v) for v in row] for row in design]
    y = [Fraction(v) for v in response]
    size = len(x[0])
    gram = [[sum(row[i] * row[j] for row in x) for j in range(size)] for i in range(size)]
    right = [sum(row[i] * b for row, b in zip(x, y)) for i in range(size)]
    solution = solve_exactly(gram, right)
    rest = sum((b - sum(c * v for c, v in zip(solution, row))) ** 2 for row, b in zip(x, y))
    inverse = []
    for i in range(size):
        inverse.append(solve_exactly(gram, [Fraction(int(i == j)) for j in range(size)])[i])

    def decimal(value):
        return text(mpf(value.numerator) / mpf(value.denominator))

    return {"design": design, "response": response, "coefficients": [decimal(v) for v in solution],
            "residualSumOfSquares": decimal(rest), "inverseDiagonal": [decimal(v) for v in inverse]}


print(json.dumps({
    "madeBy": f"make_matrices.py, mpmath {mpmath.__version__}, Python {platform.python_version()}",
    "eigen": [
        eigen_case("2 × 2", [[2.0, 1.0], [1.0, 2.0]]),
        eigen_case("tridiagonal", [[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]]),
        eigen_case("random 6", symmetric(6)),
        eigen_case("random 15", symmetric(15)),
        eigen_case("random 24", symmetric(24)),
        eigen_case("equal correlations", equicorrelated(7, 0.3)),
        eigen_case("Hilbert 6", [[1 / (i + j + 1) for j in range(6)] for i in range(6)]),
        eigen_case("graded", [[10.0 ** -(i + j) * (1 if i != j else 3) for j in range(5)] for i in range(5)]),
    ],
    "longley": longley(),
}, indent=None, separators=(",", ":")).replace('},{', '},\n{').replace('],"', '],\n"'))
