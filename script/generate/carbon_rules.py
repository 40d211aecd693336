#!/usr/bin/env python3
"""Puts the rules of grades, allowances and prices into the program: datasets/carbon-rules/*.csv into Swift literals.

    script/generate/carbon_rules.py          writes Sources/CarbonMetrics/BuiltInRules.swift
    script/generate/carbon_rules.py --check  fails if that file is not what would be written
"""
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parents[2]
target = root / "Sources/CarbonMetrics/BuiltInRules.swift"


def text():
    parts = [
        "// swift-format-ignore-file\n"
        "// Made by script/generate/carbon_rules.py from datasets/carbon-rules; change those and run it again.\n"
    ]
    for name in ["grades", "allowances", "prices"]:
        body = (root / f"datasets/carbon-rules/{name}.csv").read_text(encoding="utf-8")
        width = {line.count(",") for line in body.splitlines()}
        if '"' in body or "\\" in body or len(width) != 1:
            sys.exit(f"{name}.csv needs quotes, or its rows differ in length")
        parts.append(f'let builtIn{name.capitalize()} = """\n{body}"""\n')
    return "\n".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        if not target.exists() or target.read_text(encoding="utf-8") != text():
            sys.exit("the built-in rules are not those of datasets/carbon-rules; run script/generate/carbon_rules.py")
    else:
        target.write_text(text(), encoding="utf-8")
