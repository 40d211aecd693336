"""Has pyreadstat and PSPP read the SPSS files our writer made, and checks what they find.

    TANSUO_WRITTEN_FILES=Tests/TableSourcesTests/files/written swift test --filter TableSourcesTests
    python3 check_written.py

The first line makes the files anew, the second (in this folder) judges them and notes the versions of the judges in
written.json. The test compares what the writer makes with the judged files, byte by byte.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

import pyreadstat

HERE = os.path.dirname(os.path.abspath(__file__))
WRITTEN = os.path.join(HERE, "..", "files", "written")
EPOCH = 12219379200

CELLS = {
    "政策认知": [1, 3, None, -9, -7],
    "many_codes": [7, -5, -4, -3, 999],
    "output": [0.1, -2.5e300, None, 1e-300, 152],
    "founded": [EPOCH, EPOCH - 141427 * 86400, EPOCH + 19052 * 86400, None, EPOCH + 2932896 * 86400],
    "answered": [EPOCH, EPOCH - 1, EPOCH + 1646121900, None, EPOCH + 4102444800],
    "province": ["BJ", "GD", "GD", "refused", ""],
    "remark": ["short", "长" * 1000, "x" * 255, "", " leading"],
}
LABELS = {
    "政策认知": {-9: "拒绝回答", -7: "Skipped", 1: "不了解", 2: "一般", 3: "了解", 3.5: "3.5"},
    "province": {"BJ": "北京", "GD": "广东", "长于八个字节的值": "long", "refused": "Declined"},
}
MISSING = {
    "政策认知": [(-9, -9), (-7, -7)], "many_codes": [(-5, -3), (999, 999)], "province": [("refused", "refused")],
}
FORMATS = {"政策认知": "F8.0", "many_codes": "F8.0", "output": "F12.4", "founded": "DATE11", "answered": "DATETIME20",
           "province": "A24", "remark": "A3000"}
MEASURES = {"政策认知": "ordinal", "many_codes": "scale", "output": "scale", "founded": "scale", "answered": "scale",
            "province": "nominal", "remark": "nominal"}


def plain(value):
    return None if isinstance(value, float) and math.isnan(value) else value


def check_pyreadstat(path):
    frame, meta = pyreadstat.read_sav(path, user_missing=True, disable_datetime_conversion=True)
    assert list(frame.columns) == list(CELLS), frame.columns
    for name, cells in CELLS.items():
        assert [plain(v) for v in frame[name].tolist()] == cells, (name, frame[name].tolist())
    assert meta.variable_value_labels == LABELS, meta.variable_value_labels
    assert {k: [(r["lo"], r["hi"]) for r in v] for k, v in meta.missing_ranges.items()} == MISSING
    assert meta.original_variable_types == FORMATS and meta.variable_measure == MEASURES
    assert meta.column_names_to_labels["政策认知"] == "您了解双碳政策吗" and meta.file_label == "企业问卷"
    sets = meta.mr_sets
    assert sets["措施"]["label"] == "采取的措施" and sets["措施"]["variable_list"] == ["政策认知", "many_codes"]
    assert sets["措施"]["counted_value"] == 1 and sets["plain"]["type"] == "C"
    return "pyreadstat " + pyreadstat.__version__


def check_pspp(path):
    script = (f"GET FILE='{path}'.\nDISPLAY DICTIONARY.\nMRSETS /DISPLAY NAME=ALL.\n"
              "LIST VARIABLES=政策认知 many_codes output founded answered province.\n"
              "COMPUTE n = LENGTH(RTRIM(remark)).\nLIST VARIABLES=n.\n")
    with tempfile.NamedTemporaryFile("w", suffix=".sps") as file:
        file.write(script)
        file.flush()
        run = subprocess.run(["pspp", "-O", "format=csv", file.name], capture_output=True, text=True)
    assert run.returncode == 0 and "warning" not in run.stdout.lower() and "error" not in run.stdout.lower(), run.stdout
    found = run.stdout
    for piece in ("您了解双碳政策吗", "Ordinal", "拒绝回答", "长于八个字节的值", "Declined", "-5 THRU -3; 999", "采取的措施",
                  "01-JAN-1970", "31-DEC-9999", "3000", "255", "政策认知"):
        assert piece in found, (piece, found)
    return subprocess.run(["pspp", "--version"], capture_output=True, text=True).stdout.splitlines()[0]


judges = {}
for name in ("everything.sav", "everything-plain.sav"):
    path = os.path.abspath(os.path.join(WRITTEN, name))
    judges[name] = [check_pyreadstat(path), check_pspp(path)]
with open(os.path.join(HERE, "written.json"), "w") as file:
    json.dump({"read without complaint by": judges, "run with": "Python " + sys.version.split()[0]}, file,
              ensure_ascii=False, indent=1)
    file.write("\n")
print("all as written")
