"""SPSS system files packed by hand, so that tests can have encodings, byte orders and faults no writer makes."""
import struct


class Sav:
    def __init__(self, order="<", encoding="utf-8", compression=0, magic=b"$FL2"):
        self.order, self.encoding, self.compression, self.magic = order, encoding, compression, magic
        self.dictionary = b""
        self.elements = 0
        self.layout = 2

    def pack(self, form, *values):
        return struct.pack(self.order + form, *values)

    def text(self, text):
        return text if isinstance(text, bytes) else text.encode(self.encoding)

    def variable(self, name, width=0, label=None, missing=(), missing_kind=None, format=None):
        form = format if format is not None else ((5 << 16 | 8 << 8 | 2) if width == 0 else (1 << 16 | min(width, 255) << 8))
        count = missing_kind if missing_kind is not None else len(missing)
        self.dictionary += self.pack("iiiiii", 2, width, int(label is not None), count, form, form)
        self.dictionary += self.text(name).ljust(8)[:8]
        if label is not None:
            data = self.text(label)
            self.dictionary += self.pack("i", len(data)) + data + b" " * (-len(data) % 4)
        for value in missing:
            self.dictionary += self.value(value)
        self.elements += 1
        element = self.elements
        for _ in range((width + 7) // 8 - 1 if width > 0 else 0):
            self.dictionary += self.pack("iiiiii", 2, -1, 0, 0, form, form) + b" " * 8
            self.elements += 1
        return element

    def value(self, value):
        if isinstance(value, (int, float)):
            return self.pack("d", float(value))
        return self.text(value).ljust(8)[:8]

    def labels(self, labels, elements):
        self.dictionary += self.pack("ii", 3, len(labels))
        for value, label in labels:
            data = self.text(label)
            self.dictionary += self.value(value) + bytes([len(data)]) + data + b" " * (-(len(data) + 1) % 8)
        self.dictionary += self.pack("ii", 4, len(elements)) + b"".join(self.pack("i", e) for e in elements)

    def extension(self, subtype, data, size=1):
        self.dictionary += self.pack("iiii", 7, subtype, size, len(data) // size) + data

    def documents(self, lines):
        self.dictionary += self.pack("ii", 6, len(lines)) + b"".join(self.text(line).ljust(80)[:80] for line in lines)

    def machine(self, code):
        self.extension(3, self.pack("8i", 20, 0, 0, -1, 1, 1, 2 if self.order == "<" else 1, code), 4)
        self.extension(4, self.pack("d", -1.7976931348623157e308) + self.pack("d", 1.7976931348623157e308)
                       + self.pack("d", -1.7976931348623155e308), 8)

    def header(self, cases, weight=0, label=""):
        return (self.magic + b"@(#) SPSS DATA FILE packed by hand".ljust(60)
                + self.pack("iiiii", self.layout, self.elements, self.compression, weight, cases)
                + self.pack("d", 100.0) + b"20 Nov 26" + b"12:00:00" + self.text(label).ljust(64)[:64] + b"\0\0\0")

    def file(self, rows, cases=None, weight=0, label=""):
        head = self.header(len(rows) if cases is None else cases, weight, label)
        body = head + self.dictionary + self.pack("ii", 999, 0)
        if self.compression == 1:
            return body + self.bytecode([cell for row in rows for cell in row])
        return body + b"".join(self.cell(cell) for row in rows for cell in row)

    def cell(self, cell):
        if cell is None:
            return self.pack("d", -1.7976931348623157e308)
        if isinstance(cell, (int, float)):
            return self.pack("d", float(cell))
        text, width = cell
        data = self.text(text)
        return data.ljust((width + 7) // 8 * 8)

    def bytecode(self, cells):
        codes, out, after = [], b"", b""

        def flush():
            nonlocal codes, out, after
            out += bytes(codes).ljust(8, b"\0") + after
            codes, after = [], b""

        for cell in cells:
            data = self.cell(cell)
            for at in range(0, len(data), 8):
                part = data[at:at + 8]
                if cell is None:
                    codes.append(255)
                elif isinstance(cell, (int, float)) and float(cell).is_integer() and -99 <= cell <= 151:
                    codes.append(int(cell) + 100)
                elif part == b" " * 8 and not isinstance(cell, (int, float)):
                    codes.append(254)
                else:
                    codes.append(253)
                    after += part
                if len(codes) == 8:
                    flush()
        if codes:
            flush()
        return out
