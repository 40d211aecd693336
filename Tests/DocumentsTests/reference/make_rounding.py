#!/usr/bin/env python3
"""Writes rounding.json: doubles and ratios rounded half away from zero by Python's exact arithmetic."""

import json
import os
import platform
import random
import struct
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

random.seed(20260101)
exact = Context(prec=2000)


def bits(value):
    return f"{struct.unpack('>Q', struct.pack('>d', value))[0]:016x}"


def shown(decimal, decimals):
    rounded = decimal.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=exact)
    text = f"{rounded:f}"
    return text.lstrip("-") if rounded == 0 else text


values = [0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, 0.285, 1.005, 2.675, 9.995, 99.95, 0.999, 0.9999999, 1e22, 1e300]
values += [5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1, 1 / 3, 2 / 3, -1e-9, 4.35, 1234567.891]
values += [random.uniform(-1000, 1000) for _ in range(60)]
values += [random.randrange(-4000, 4000) / 2 ** random.randrange(1, 9) for _ in range(60)]
values += [struct.unpack(">d", struct.pack(">Q", random.getrandbits(62)))[0] for _ in range(40)]
doubles = []
for value in values:
    for decimals in (0, 1, 2, 3, 6):
        doubles.append(
            {
                "bits": bits(value),
                "decimals": decimals,
                "text": shown(Decimal(value), decimals),
                "percent": shown(exact.multiply(Decimal(value), Decimal(100)), decimals),
            }
        )

ratios = []
pairs = [(0, 7), (1, 8), (1, 3), (2, 3), (1, 800), (3, 800), (-1, 8), (7, -16), (226, 3497), (1, 1), (10**15, 3)]
pairs += [(random.randrange(0, 4000), random.randrange(1, 4000)) for _ in range(80)]
pairs += [(random.randrange(0, 2000), 2000) for _ in range(40)]
for count, total in pairs:
    for decimals in (0, 1, 2):
        exactly = Fraction(100 * count, total)
        scaled = abs(exactly) * 10**decimals
        whole = (scaled + Fraction(1, 2)).__floor__()
        sign = "-" if exactly < 0 and whole else ""
        digits = str(whole).rjust(decimals + 1, "0")
        text = sign + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)
        ratios.append({"count": count, "total": total, "decimals": decimals, "percent": text})

with open(os.path.join(os.path.dirname(__file__), "rounding.json"), "w", encoding="utf-8") as out:
    json.dump({"python": platform.python_version(), "doubles": doubles, "ratios": ratios}, out, indent=0)
    out.write("\n")
