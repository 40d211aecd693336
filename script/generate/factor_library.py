#!/usr/bin/env python3
"""Puts the factor library into the program: datasets/factors/*.csv into one Swift literal, so that it needs no file.

    script/generate/factor_library.py          writes Sources/EmissionFactors/BuiltInFactors.swift
    script/generate/factor_library.py --check  fails if that file is not what would be written
"""
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parents[2]
target = root / "Sources/EmissionFactors/BuiltInFactors.swift"
# In the order of preference where several editions answer a question equally well; recalled figures come last.
UNCERTAINTIES = "uncertainties"
FILES = ["fuels", "combustion_gases", "electricity", "coal_equivalents", "process", "gwp", "unverified"]


def text():
    found = sorted(path.stem for path in (root / "datasets/factors").glob("*.csv") if path.stem != UNCERTAINTIES)
    if found != sorted(FILES):
        sys.exit(f"datasets/factors holds {found}, this script knows {sorted(FILES)}")
    lines = []
    for name in FILES:
        file = (root / f"datasets/factors/{name}.csv").read_text(encoding="utf-8").splitlines()
        if lines and file[0] != lines[0]:
            sys.exit(f"{name}.csv has another header than {FILES[0]}.csv")
        lines += file if not lines else file[1:]
    if any('"""' in line or "\\" in line for line in lines):
        sys.exit("a row would end the literal")
    body = "\n".join(lines)
    ranges = (root / f"datasets/factors/{UNCERTAINTIES}.csv").read_text(encoding="utf-8")
    if '"' in ranges or "\\" in ranges or len({line.count(",") for line in ranges.splitlines()}) != 1:
        sys.exit(f"{UNCERTAINTIES}.csv needs quotes, or its rows differ in length")
    return (
        "// swift-format-ignore-file\n"
        "// Made by script/generate/factor_library.py from datasets/factors; change those and run it again.\n\n"
        f"let builtInFactors: StaticString = \"\"\"\n{body}\n\n\"\"\"\n\n"
        f"let builtInUncertainties = \"\"\"\n{ranges}\"\"\"\n")


if __name__ == "__main__":
    if "--check" in sys.argv:
        if not target.exists() or target.read_text(encoding="utf-8") != text():
            sys.exit("the built-in factors are not those of datasets/factors; run script/generate/factor_library.py")
    else:
        target.write_text(text(), encoding="utf-8")
