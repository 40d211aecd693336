"""Makes the SPSS and Stata files of the tests, and beside each a JSON of what pyreadstat reads in it.

Needs pyreadstat, pandas and PSPP (pspp). Run it in this folder: python3 make_spss.py
"""
import datetime
import json
import math
import os
import subprocess
import sys
import tempfile

import pandas
import pyreadstat

from sav_bytes import Sav

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "..", "files", "spss")


def path(name):
    return os.path.join(FILES, name)


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)


def survey(name, **how):
    frame = pandas.DataFrame({
        "q1": [1, 2, 3, -9, 5, -8, None, 2],
        "收入": [12.5, 100.25, None, -1.0, -2.0, 3.75, 1e6, 0.1],
        "staff_of_the_enterprise": [10, 200, 3000, 40000, 99999, 99998, None, 7],
        "province": ["山东", "江苏", "", "广东", "拒绝", "山东", "NA", "x" * 30],
        "code": ["a", "b", "a", "", "b", "z", "a", "b"],
        "remark": ["", "长" * 200, "short", "y" * 600, " lead", "tail ", "", "z"],
        "day": pandas.to_datetime(["2022-03-01", "1999-12-31", None, "1970-01-01", "1950-06-15", "2024-02-29", "1800-10-15", "2000-01-01"], format="ISO8601").date,
        "moment": pandas.to_datetime(["2022-03-01 08:05:00", None, "1969-12-31 23:59:59", "2022-03-01", "2001-02-03 04:05:06", "2022-01-01", "2022-01-02", "2022-01-03"], format="ISO8601"),
    })
    pyreadstat.write_sav(
        frame, path(name), file_label="企业问卷 2022",
        column_labels={"q1": "政策认知程度", "收入": "Income in 10⁴ CNY", "province": "省份", "code": "Code"},
        variable_value_labels={
            "q1": {1: "完全不了解", 2: "不太了解", 3: "一般", 4: "比较了解", 5: "非常了解", -9: "拒绝回答", -8: "不适用"},
            "staff_of_the_enterprise": {99999: "don't know"},
            "code": {"a": "Alpha", "b": "贝塔", "c": "Gamma"}, "province": {"NA": "Not applicable"}},
        missing_ranges={
            "q1": [-9, -8], "收入": [{"lo": -99, "hi": -1}], "staff_of_the_enterprise": [99999, {"lo": 99990, "hi": 99998}],
            "province": ["NA", "拒绝"]},
        variable_measure={"q1": "ordinal", "收入": "scale", "code": "nominal"},
        note=["made for the tests", "第二行"], **how)


def pspp_file(name):
    script = f"""
DATA LIST LIST NOTABLE /a b c (F1.0) m1 m2 (F2.0) s1 s2 (A3) w (F5.2) score (F8.2) born (DATE11).
BEGIN DATA.
1 0 1 1 2 yes no 1.5 -3 01-MAR-1980
0 0 1 2 3 no no 0.5 50 15-JUN-1999
1 1 . 3 1 yes yes 2 -99 31-DEC-2000
9 0 0 98 2 no yes 1 7.25 29-FEB-2004
END DATA.
VARIABLE LABELS a '节能改造' b '清洁电力' c 'Carbon market' w 'weight' m1 'first mention'.
VALUE LABELS s1 s2 'yes' 'Saved energy' /m1 m2 1 '资金' 2 '技术' 3 'staff' 98 '拒绝回答' /a b c 1 'ticked' 9 'refused'.
MISSING VALUES a b c (9) /m1 m2 (98, 99) /score (LO THRU -1, 999).
VARIABLE LEVEL m1 (ORDINAL).
MRSETS /MDGROUP NAME=$measures LABEL='采取的措施' VARIABLES=a b c VALUE=1
  /MCGROUP NAME=$reasons LABEL='Reasons named' VARIABLES=m1 m2
  /MDGROUP NAME=$texts CATEGORYLABELS=COUNTEDVALUES VARIABLES=s1 s2 VALUE='yes'.
DOCUMENT Made by PSPP for the tests.
FILE LABEL 'A file made by PSPP'.
WEIGHT BY w.
SAVE OUTFILE='{path(name)}' /COMPRESSED.
"""
    subprocess.run(["pspp", "-O", "format=txt"], input=script.encode(), check=True)


def packed(write, with_sets):
    def chinese(encoding, code):
        sav = Sav(encoding=encoding)
        q = sav.variable("Q1", label="省份名称", missing=[99], missing_kind=1)
        sav.variable("V2", 12, label="企业名称")
        sav.variable("V3")
        sav.labels([(1, "山东"), (2, "江苏"), (99, "不知道")], [q])
        sav.machine(code)
        # pyreadstat 1.3.7 takes response sets for UTF-8 whatever the file says, so what it reads has none.
        if with_sets:
            sav.extension(7, "$措施=C 8 采取措施 q1 v3\n".encode(encoding))
        names = "Q1=省份\tV2=企业\tV3=得分".encode(encoding)
        sav.extension(13, names)
        return sav

    rows = [[1, ("碳索公司", 12), 1.5], [2, ("绿色", 12), None], [99, ("", 12), -4], [7, ("abc", 12), 0]]
    sav = chinese("gb18030", 936)
    sav.extension(20, b"GBK")
    write("gbk.sav", sav.file(rows, label="国有企业"))
    sav = chinese("gb18030", 936)
    write("gbk-by-code-page.sav", sav.file(rows, label="国有企业"))
    sav = chinese("gb18030", 2)
    write("gbk-unstated.sav", sav.file(rows, label="国有企业"))
    traditional = Sav(encoding="big5", compression=1)
    q = traditional.variable("Q1", label="縣市")
    traditional.labels([(1, "臺北"), (2, "高雄")], [q])
    traditional.machine(950)
    write("big5.sav", traditional.file([[1], [2], [None], [1]]))

    for compression, name in ((0, "big-endian.sav"), (1, "big-endian-compressed.sav")):
        big = Sav(">", compression=compression)
        a = big.variable("A", label="first", missing=[-1.7976931348623155e308, -1, 42], missing_kind=-3)
        b = big.variable("B", 8, missing=["no", "none"])
        w = big.variable("W")
        big.labels([(1, "one"), (2, "two"), (-5, "skipped")], [a])
        big.labels([("yes", "Yes!"), ("no", "refused")], [b])
        big.documents(["a line", "another line"])
        big.machine(65001)
        big.extension(7, b"$set=D1 1 8 the set  a w\n")
        big.extension(11, b"".join(big.pack("i", x) for x in (2, 8, 1, 1, 8, 0, 3, 8, 1)), 4)
        big.extension(20, b"UTF-8")
        rows = [[1, ("yes", 8), 2.5], [2, ("no", 8), 1], [-5, ("none", 8), 1], [-77, ("", 8), 300], [42, ("yes", 8), 1], [None, ("yes", 8), 0.125]]
        write(name, big.file(rows, weight=w))

    unknown = Sav(compression=1)
    unknown.variable("A")
    unknown.variable("B", 20)
    write("unknown-case-count.sav", unknown.file([[1, ("hello", 20)], [2.5, ("", 20)], [None, ("twenty bytes of text", 20)]], cases=-1))


def stata(name, version):
    frame = pandas.DataFrame({
        "q1": [1, 2, "a", 3, 2], "income": [1.5, "b", 2.25, None, -7.0],
        "name": ["山东", "", "x", "江苏", "y"] if version >= 14 else ["shan", "", "x", "jiang", "y"],
        "day": pandas.to_datetime(["2022-03-01", None, "1959-12-31", "1960-01-01", "2024-02-29"]).date,
        "moment": pandas.to_datetime(["2022-03-01 08:05:00", "1959-12-31 23:59:59", None, "2000-01-01", "1960-01-01"], format="ISO8601"),
        "staff": [3, 4, 5, 6, 7],
    })
    zh = version >= 14
    pyreadstat.write_dta(
        frame, path(name), file_label="企业" if zh else "firms", version=version,
        column_labels={"q1": "政策认知" if zh else "awareness", "income": "Income"},
        variable_value_labels={"q1": {1: "低" if zh else "low", 2: "中" if zh else "middle", 3: "高" if zh else "high", "a": "拒绝" if zh else "refused"}},
        missing_user_values={"q1": ["a"], "income": ["b"]})


def long_stata(name, version):
    frame = pandas.DataFrame({"note": ["长" * 1000, "b" * 5000, "", "c"], "x": [1.0, 2.0, 3.0, 4.0]})
    frame.to_stata(path(name), version=version, convert_strl=["note"], write_index=False,
                   time_stamp=datetime.datetime(2026, 11, 20))


def plain(value):
    if value is None or isinstance(value, str):
        return value
    value = float(value)
    return None if math.isnan(value) else value


def key(value):
    return value if isinstance(value, str) else plain(value)


def expect(name, reader):
    how = dict(disable_datetime_conversion=True, user_missing=True)
    encoding = {"gbk-unstated.sav": "GB18030"}.get(name)
    if encoding:
        how["encoding"] = encoding
    if name.startswith("gbk"):
        twins = {}
        packed(twins.__setitem__, with_sets=False)
        with tempfile.NamedTemporaryFile(suffix=".sav") as file:
            file.write(twins[name])
            file.flush()
            frame, meta = reader(file.name, **how)
    else:
        frame, meta = reader(path(name), **how)
    columns = []
    for column in frame.columns:
        ranges = [[plain(r["lo"]) if not isinstance(r["lo"], str) else r["lo"], plain(r["hi"]) if not isinstance(r["hi"], str) else r["hi"]]
                  for r in meta.missing_ranges.get(column, [])]
        for r in ranges:
            for i in (0, 1):
                if isinstance(r[i], float) and (math.isinf(r[i]) or abs(r[i]) > 1e308):
                    r[i] = "LO" if r[i] < 0 else "HI"
        columns.append({
            "name": column, "label": meta.column_names_to_labels.get(column), "format": meta.original_variable_types[column],
            "measure": meta.variable_measure.get(column), "cells": [plain(v) for v in frame[column].tolist()],
            "labels": sorted(([key(k), v] for k, v in meta.variable_value_labels.get(column, {}).items()), key=str),
            "missing": ranges})
    sets = {}
    for name_, s in (getattr(meta, "mr_sets", None) or {}).items():
        sets[name_] = {"type": s["type"], "counted": str(s["counted_value"]) if s["counted_value"] is not None else None,
                       "label": s["label"], "members": list(s["variable_list"])}
    return {"file": name, "label": meta.file_label, "rows": int(meta.number_rows), "columns": columns, "sets": sets,
            "notes": meta.notes}


def main():
    os.makedirs(FILES, exist_ok=True)
    survey("survey.sav")
    survey("survey-rows-compressed.sav", row_compress=True)
    survey("survey.zsav", compress=True)
    pspp_file("pspp.sav")
    packed(write, with_sets=True)
    stata("stata14.dta", 14)
    stata("stata12.dta", 12)
    long_stata("stata118-long.dta", 118)
    long_stata("stata119-long.dta", 119)
    expected = []
    for name in sorted(os.listdir(FILES)):
        if name.endswith(("sav",)):
            expected.append(expect(name, pyreadstat.read_sav))
        elif name.endswith(".dta") and name != "stata119-long.dta":
            expected.append(expect(name, pyreadstat.read_dta))
    pspp = subprocess.run(["pspp", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    with open(os.path.join(HERE, "spss.json"), "w") as file:
        json.dump({"made by": ["Python " + sys.version.split()[0], "pyreadstat " + pyreadstat.__version__, "pandas " + pandas.__version__, pspp],
                   "files": expected}, file, ensure_ascii=False, indent=1)
        file.write("\n")


main()
