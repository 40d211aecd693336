#!/usr/bin/env python3
"""QR codes by python-qrcode, an independent encoder: writes codes.json beside itself.

The standard leaves open how a mask is chosen, so each text is encoded with every mask. OpenCV, an independent reader, must
read what is written here. (Segno was tried too; it fills up with a zero byte where the standard has none.)
"""
import importlib.metadata
import json
import pathlib
import sys

import cv2
import numpy
import qrcode
from qrcode.util import MODE_8BIT_BYTE, QRData

texts = [
    "E", "E012 2022", "TANSUO CARBON PORTRAIT 1\nE012 2022", "碳索 2022",
    "0123456789" * 6, "abc123" * 15, "abc123" * 19, "abc123" * 24, "tansuo" * 29, "abc123" * 35]
codes = []
for text in texts:
    for mask in range(8):
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=mask, border=0)
        code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
        code.make(fit=True)
        matrix = numpy.array(code.get_matrix(), dtype=int)
        rows = ["".join(str(bit) for bit in row) for row in matrix]
        codes.append({"text": text, "version": code.version, "mask": mask, "rows": rows})
    picture = numpy.kron(1 - numpy.pad(matrix, 4), numpy.ones((8, 8))) * 255
    read = cv2.QRCodeDetector().detectAndDecode(picture.astype(numpy.uint8))[0]
    assert read == text, (text, read)
out = pathlib.Path(__file__).with_name("codes.json")
versions = {
    "python": sys.version.split()[0], "qrcode": importlib.metadata.version("qrcode"), "opencv": cv2.__version__}
out.write_text(json.dumps({"versions": versions, "codes": codes}, ensure_ascii=False, indent=0) + "\n")
print(sorted({code["version"] for code in codes}))
