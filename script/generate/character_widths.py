#!/usr/bin/env python3
"""Writes Sources/Typography/CharacterWidthRanges.swift from the Unicode tables that come with Python.

Wide is East_Asian_Width W or F (UAX #11); no width have nonspacing and enclosing marks, format characters and the
medial and final Hangul letters. Run it from the root of the repository.
"""

import unicodedata


def ranges(belongs):
    found, start = [], None
    for code in range(0x110000):
        if belongs(code):
            if start is None:
                start = code
        elif start is not None:
            found.append((start, code - 1))
            start = None
    return found


def wide(code):
    if 0x20000 <= code <= 0x2FFFD or 0x30000 <= code <= 0x3FFFD:
        return True
    if unicodedata.category(chr(code)) == "Cn":
        return False
    return unicodedata.east_asian_width(chr(code)) in "WF" and not empty(code)


def empty(code):
    if code == 0xAD:
        return False  # a soft hyphen is shown
    return unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") or 0x1160 <= code <= 0x11FF


def listed(name, comment, pairs):
    lines, line = [], "   "
    for low, high in pairs:
        text = f" 0x{low:X}, 0x{high:X},"
        if len(line) + len(text) > 118:
            lines.append(line)
            line = "   "
        line += text
    lines.append(line)
    body = "\n".join(lines)
    return f"  /// {comment}\n  static let {name}: [UInt32] = [\n{body}\n  ]\n"


with open("Sources/Typography/CharacterWidthRanges.swift", "w", encoding="utf-8") as out:
    out.write(
        f"// Made by script/generate/character_widths.py from Unicode {unicodedata.unidata_version}. Do not edit.\n\n"
        "// swift-format-ignore-file\n\n"
        "enum CharacterWidthRanges {\n"
        + listed("wide", "First and last code point of each range that takes two columns, ascending.", ranges(wide))
        + "\n"
        + listed("empty", "The same for code points that take none.", ranges(empty))
        + "}\n"
    )
