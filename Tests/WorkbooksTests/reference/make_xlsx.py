"""Makes the workbooks of XLSXTests.swift and, for the honest ones, xlsx-values.json: every cell as openpyxl reads it.

    python3 make_xlsx.py

Needs openpyxl. Hostile and odd workbooks are zips of XML written here by hand.
"""
import datetime
import io
import json
import struct
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import NamedStyle
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent
OUT = HERE.parent / "files" / "xlsx"
OUT.mkdir(parents=True, exist_ok=True)
STAMP = (2022, 1, 1, 0, 0, 0)
SHEETML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(name, parts, method=zipfile.ZIP_DEFLATED):
    """Writes a zip of parts whose times are fixed, so that making it again gives the same bytes."""
    with zipfile.ZipFile(OUT / name, "w", method) as archive:
        for part, content in parts.items():
            if isinstance(content, str):
                content = content.encode()
            archive.writestr(zipfile.ZipInfo(part, STAMP), content, compress_type=method)


def restamped(name):
    """Gives the parts of a zip that openpyxl wrote fixed times."""
    with zipfile.ZipFile(OUT / name) as archive:
        parts = {i.filename: archive.read(i) for i in archive.infolist()}
    core = parts.get("docProps/core.xml")
    if core:
        text = core.decode()
        for tag in ("created", "modified"):
            start = text.index(f"<dcterms:{tag}")
            opening = text.index(">", start) + 1
            text = text[:opening] + "2022-01-01T00:00:00Z" + text[text.index("<", opening):]
        parts["docProps/core.xml"] = text
    zipped(name, parts)


def workbook(sheet=None, shared=None, styles=None, sheets=None, properties="", namespace=SHEETML, office=OFFICE, more=None,
             leave_out=(), encoding=None):
    """The parts of a workbook of one hand-written sheet."""
    names = sheets or [("Sheet1", "")]
    tabs = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}" {extra}/>' for i, (n, extra) in enumerate(names, 1))
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{office}/officeDocument" '
                       f'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{office}">{properties}<sheets>{tabs}</sheets></workbook>',
    }
    for i in range(1, len(names) + 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{namespace}">{sheet}</worksheet>' if isinstance(sheet, str) and not sheet.startswith("<?")
            and not sheet.startswith("<!") else sheet)
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{namespace}">{shared}</sst>'
        relations += f'<Relationship Id="rId91" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
    if styles is not None:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>'
        relations += f'<Relationship Id="rId92" Type="{office}/styles" Target="/xl/styles.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
    parts.update(more or {})
    for part in leave_out:
        del parts[part]
    return parts


def rows(*lines):
    """Rows of inline texts and numbers without any addresses."""
    def cell(value):
        if value is None:
            return "<c/>"
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>"
    return "<sheetData>" + "".join("<row>" + "".join(map(cell, line)) + "</row>" for line in lines) + "</sheetData>"


# Honest workbooks, compared cell for cell with what openpyxl reads.

def survey():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "问卷"
    sheet.append(["企业编号", "省份", "员工数", "产值", "是否盘查", "填报日期", "提交时间", "备注", "代码"])
    provinces = ["山东", "江苏", "广东"]
    for i in range(60):
        sheet.append([
            i + 1, provinces[i * 7 % 3], (i * 37) % 50_000 if i % 11 else None, round(1234.5678 / (i + 1), 6 if i % 2 else 16),
            i % 3 == 0, datetime.date(2022, 1, 1) + datetime.timedelta(days=i * 13),
            datetime.datetime(2022, 3, 1, 8, 5, 0) + datetime.timedelta(seconds=i * 86_399),
            f"第 {i} 家 <&> \"引号\" 😀" if i % 2 else None, f"{i:03d}"])
    for row in sheet.iter_rows(min_row=2):
        row[5].number_format = '[$-804]yyyy"年"m"月"d"日"'
        row[6].number_format = "yyyy-mm-dd hh:mm:ss"
    second = book.create_sheet("Second sheet")
    second.append(["a", "b"])
    second.append([1.5, -2])
    second.append([1e-300, 123456789012])
    hidden = book.create_sheet("hidden")
    hidden.append(["x"])
    hidden.append([1])
    hidden.sheet_state = "hidden"
    book.save(OUT / "survey.xlsx")
    restamped("survey.xlsx")


def mac():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["day", "moment"])
    for i in range(20):
        sheet.append([datetime.date(1904, 1, 2) + datetime.timedelta(days=i * 2000),
                      datetime.datetime(2000, 2, 28, 23, 59, 59) + datetime.timedelta(hours=i * 7)])
        sheet.cell(i + 2, 1).number_format = "m/d/yyyy"
        sheet.cell(i + 2, 2).number_format = "m/d/yy h:mm"
    book.save(OUT / "mac1904.xlsx")
    restamped("mac1904.xlsx")


def gaps():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["D2"], sheet["AB2"] = "left", "middle", "far"
    for row in (3, 4, 9, 10):
        sheet.cell(row, 2, row)
        if row % 2:
            sheet.cell(row, 4, row / 4)
        sheet.cell(row, 28, f"t{row}")
    sheet["E30"].number_format = "0.00"
    book.save(OUT / "gaps.xlsx")
    restamped("gaps.xlsx")


def plain(value):
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return str(value.date()) if midnight else str(value.replace(microsecond=0))
    if isinstance(value, bool):
        return int(value)
    return value


def dump():
    files = {}
    for name, sheets in {"survey.xlsx": ["问卷", "Second sheet"], "mac1904.xlsx": ["Sheet"], "gaps.xlsx": ["Sheet"]}.items():
        book = openpyxl.load_workbook(OUT / name, data_only=True)
        files[name] = {}
        for title in sheets:
            lines = [[plain(c) for c in line] for line in book[title].iter_rows(values_only=True)]
            lines = [line for line in lines if any(c is not None for c in line)]
            used = [i for i in range(len(lines[0])) if any(line[i] is not None for line in lines)]
            lines = [[line[i] for i in used] for line in lines]
            files[name][title] = {"columns": lines[0], "rows": lines[1:]}
    document = {"software": f"openpyxl {openpyxl.__version__}", "files": files}
    (HERE / "xlsx-values.json").write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n")


# Headers.

def headers():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2022 年企业碳排放问卷导出"])
    sheet.append(["编号", "Q1. 使用的能源", None, None, "Q2. 年耗电量"])
    sheet.append([None, "煤炭", "天然气", "电力", None])
    for i in range(5):
        sheet.append([i + 1, i % 2, 1, (i + 1) % 2, i * 10.5])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("E2:E3")
    book.save(OUT / "merged-header.xlsx")
    restamped("merged-header.xlsx")

    zipped("wording-row.xlsx", workbook(rows(
        ["id", "q1", "q2"], ["Response ID", "How many staff?", "How much coal?"],
        ["R_1", 12, 3.5], ["R_2", 7, 1.25], ["R_3", 9, 4])))
    zipped("ticked-options.xlsx", workbook(rows(
        ["Respondent", "Which fuels?", None, None], ["Response", "Coal", "Gas", "Power"],
        [1, "Coal", None, "Power"], [2, None, "Gas", "Power"], [3, "Coal", "Gas", None])))
    zipped("missing-marks.xlsx", workbook(rows(
        ["name", "a", "b"], ["Zhang", "NA", "NA"], ["Li", 1, 2], ["Wang", 3, 4], ["Zhao", "NA", 5])))
    zipped("no-header.xlsx", workbook(rows([1, 2.5], [3, 4])))
    zipped("repeated-names.xlsx", workbook(rows(["a", "a", "a_2", None], [1, 2, 3, 4], [5, 6, 7, 8])))
    zipped("header-only.xlsx", workbook(rows(["a", "b"])))
    zipped("two-titles.xlsx", workbook(rows(["Report"], ["Unit: t"], ["a", "b"], [1, 2])))


# Cells.

def cells():
    shared = ('<si><t>name</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r><rPh sb="0" eb="1"><t>RICH</t></rPh></si>'
              '<si><t xml:space="preserve">line_x000D_&#10;two_x005F_x_xD83D__xDE00_</t></si><si><t>  </t></si>')
    zipped("cells.xlsx", workbook(
        '<dimension ref="A1:ZZZ1048576"/><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
        '<c r="C1" t="str"><f>1+1</f><v>formula</v></c><c r="D1" t="str"><v>error</v></c><c r="E1" t="str"><v>number</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="b"><v>1</v></c><c r="C2"><f>A1*2</f><v>4</v></c>'
        '<c r="D2" t="e"><v>#N/A</v></c><c r="E2"><v> 1E3 </v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="b"><v>0</v></c><c r="C3" t="str"><f>""</f><v></v></c>'
        '<c r="D3" t="e"><v>#DIV/0!</v></c><c r="E3"><v>NaN</v></c></row>'
        '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="C4"><v>5</v></c><c r="D4"><v>7</v></c><c r="E4"><v>-0.10000000000000001</v></c></row>'
        '</sheetData>', shared=shared))
    zipped("numbers-as-text.xlsx", workbook(rows(
        ["mixed", "codes", "kept", "words"], [1, "007", "1", 1], ["２２", "008", "2", "two"], ["-3.5", "009", "３", 3])))
    formats = ['yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@', "[h]:mm:ss", r'0.0\d', '0.00E+00', '"days" 0', 'General', '[Red]0;[Blue]-0',
               'mm:ss', 'h:mm AM/PM', 'd.m.yyyy h:mm', 'mmm-yy', '[$-411]ggge"年"', '_-* #,##0_-']
    codes = "".join(f'<numFmt numFmtId="{170 + i}" formatCode="{f.replace("&", "&amp;").replace(chr(34), "&quot;")}"/>'
                    for i, f in enumerate(formats))
    built_in = [14, 22, 27, 31, 36, 50, 57, 58, 18, 46, 32, 34, 49, 2]
    styles = ('<numFmts>' + codes + '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
              + "".join(f'<xf numFmtId="{170 + i}"/>' for i in range(len(formats)))
              + "".join(f'<xf numFmtId="{i}"/>' for i in built_in) + '</cellXfs>')
    names = formats + [f"id{i}" for i in built_in]
    head = "".join('<c t="inlineStr"><is><t>' + n.replace("&", "&amp;") + "</t></is></c>" for n in names)
    body = "".join(f'<c s="{i}"><v>44562.25</v></c>' for i in range(1, len(names) + 1))
    zipped("formats.xlsx", workbook(f"<sheetData><row>{head}</row><row>{body}</row></sheetData>", styles=styles))
    date = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    serials = [0, 1, 59, 60, 61, 36526, 2958465, 2958466, -1]
    zipped("serials.xlsx", workbook(
        '<sheetData><row><c t="inlineStr"><is><t>day</t></is></c></row>'
        + "".join(f'<row><c s="1"><v>{s}</v></c></row>' for s in serials) + "</sheetData>", styles=date))
    zipped("iso-dates.xlsx", workbook(
        '<sheetData><row><c t="inlineStr"><is><t>day</t></is></c><c t="inlineStr"><is><t>moment</t></is></c></row>'
        '<row><c t="d"><v>2022-03-01</v></c><c t="d"><v>2022-03-01T08:05:09.5Z</v></c></row></sheetData>'))
    prefixed = ('<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
                '<x:is><x:t>列</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>')
    zipped("strict.xlsx", workbook(
        "", namespace="http://purl.oclc.org/ooxml/spreadsheetml/main", office="http://purl.oclc.org/ooxml/officeDocument/relationships",
        more={"xl/worksheets/sheet1.xml": prefixed}))
    wide = ('<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="%s">%s</worksheet>' % (SHEETML, rows(["省份"], [3]))).encode("utf-16")
    zipped("utf16.xlsx", workbook("", more={"xl/worksheets/sheet1.xml": wide}))
    zipped("hidden.xlsx", workbook(
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
        '<row r="3"><c r="A3"><v>3</v></c></row><row r="6"><c r="A6"><v>3</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>',
        sheets=[("first", 'state="hidden"'), ("second", ""), ("third", "")]))
    zipped("long-cell.xlsx", workbook(rows(["text"], ["长" * 350_000])))
    zipped("backslashes.xlsx", {k.replace("/", "\\"): v for k, v in workbook(rows(["a"], [1])).items()})
    zipped("traversal.xlsx", workbook(rows(["a"], [1]), more={"../../evil.xml": "x", "/etc/evil": "x", "C:/evil": "x"}))
    zipped("macros.xlsm", workbook(rows(["a"], [1]), more={"xl/vbaProject.bin": b"\0"}))


# Files that must be refused.

def hostile():
    good = workbook(rows(["a"], [1]))
    zipped("stored.xlsx", good, zipfile.ZIP_STORED)
    content = (OUT / "stored.xlsx").read_bytes()
    (OUT / "bad-truncated.xlsx").write_bytes(content[: len(content) // 2])
    (OUT / "bad-checksum.xlsx").write_bytes(content.replace(b"<v>1</v>", b"<v>2</v>"))
    (OUT / "stored.xlsx").unlink()
    (OUT / "bad-empty.xlsx").write_bytes(b"")
    (OUT / "bad-text.xlsx").write_bytes("a,b\n1,2\n".encode())
    ole = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    (OUT / "bad-encrypted.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(480))
    (OUT / "bad-legacy.xls").write_bytes(ole + "Workbook".encode("utf-16-le") + bytes(480))
    zipped("bad-binary.xlsb", {"_rels/.rels": good["_rels/.rels"].replace("workbook.xml", "workbook.bin"), "xl/workbook.bin": b"\x83\x01"})
    zipped("bad-calc.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    zipped("bad-other.zip", {"readme.txt": "hello"})
    zipped("bad-no-sheet-part.xlsx", workbook(rows(["a"]), leave_out=["xl/worksheets/sheet1.xml"]))
    zipped("bad-no-relations.xlsx", workbook(rows(["a"]), leave_out=["xl/_rels/workbook.xml.rels"]))
    zipped("bad-no-sheets.xlsx", workbook("", more={"xl/workbook.xml": f'<workbook xmlns="{SHEETML}"><sheets/></workbook>'}))
    zipped("bad-xml.xlsx", workbook("", more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData>\n<row></sheetData></worksheet>"}))
    entity = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/hostname">]>'
              '<worksheet><sheetData><row><c t="inlineStr"><is><t>&e;&b;</t></is></c></row></sheetData></worksheet>')
    zipped("bad-entities.xlsx", workbook("", more={"xl/worksheets/sheet1.xml": entity}))
    zipped("bad-entities-shared.xlsx", workbook(
        rows(["a"]), shared="", more={"xl/sharedStrings.xml": '<!DOCTYPE sst SYSTEM "http://example.org/a.dtd"><sst/>'}))
    def one(row):
        return workbook(f"<sheetData>{row}</sheetData>", shared="<si><t>a</t></si>")
    zipped("bad-column.xlsx", one('<row r="1"><c r="XFE1"><v>1</v></c></row>'))
    zipped("bad-row.xlsx", one('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))
    zipped("bad-reference.xlsx", one('<row r="9"><c r="ZZZZZ9"><v>1</v></c></row>'))
    zipped("bad-reference-row.xlsx", one('<row r="2"><c r="A7"><v>1</v></c></row>'))
    zipped("bad-order.xlsx", one('<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>'))
    zipped("bad-number.xlsx", one('<row r="1"><c r="A1"><v>12x</v></c></row>'))
    zipped("bad-shared.xlsx", one('<row r="1"><c r="B1" t="s"><v>7</v></c></row>'))
    zipped("bad-shared-negative.xlsx", one('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'))
    zipped("bad-empty-sheet.xlsx", workbook("<sheetData/>"))
    zipped("bad-bomb.xlsx", workbook("<sheetData/>" + " " * (80 << 20)))
    # The flag bit of encryption, in both headers of each part.
    zipped("bad-zip-encrypted.xlsx", good)
    content = bytearray((OUT / "bad-zip-encrypted.xlsx").read_bytes())
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    (OUT / "bad-zip-encrypted.xlsx").write_bytes(content)
    zipped("bad-compression.xlsx", good, zipfile.ZIP_LZMA)
    # Every row has one cell and the last has all: as a rectangle this would be 17 billion cells.
    count = 40_000
    last = "".join("<c><v>1</v></c>" for _ in range(16_384))
    zipped("bad-corner.xlsx", workbook(
        "<sheetData>" + "<row><c><v>1</v></c></row>" * count + f"<row>{last}</row></sheetData>"))


if __name__ == "__main__":
    survey(); mac(); gaps(); dump(); headers(); cells(); hostile()
