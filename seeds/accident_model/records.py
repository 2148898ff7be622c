"""Accidents of an operator: a CSV file with the columns 사고일시, 요일, 기상상태, 시군구, 도로형태, 노면상태, 사고유형, and ECLO or the four
counts of casualties. Other columns are ignored. UTF-8 (with or without BOM) or CP949."""

import csv
import datetime
import io
import sys

import numpy

from fields import row

COLUMNS = ["사고일시", "요일", "기상상태", "시군구", "도로형태", "노면상태", "사고유형"]
CASUALTIES = {"사망자수": 10, "중상자수": 5, "경상자수": 3, "부상자수": 1}
# more unusable rows than this share are a misunderstanding, not a few misprints
MOST_SKIPPED = 0.01


def read(path):
    """Features and ECLO of each usable row, and the number of unusable ones. Ends the program if the file is not what it should be."""
    lines = csv.DictReader(io.StringIO(decode(path), newline=""))
    header = [name.strip() for name in lines.fieldnames or []]
    lines.fieldnames = header
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        sys.exit(f"the columns {', '.join(missing)} are missing; the file has: {', '.join(header) or 'no header'}")
    if "ECLO" not in header and any(name not in header for name in CASUALTIES):
        sys.exit(f"there is neither the column ECLO nor all of {', '.join(CASUALTIES)}")
    features, eclo, faults = [], [], []
    for number, record in enumerate(lines, 2):
        try:
            features.append(accident(record))
            eclo.append(severity(record))
        except ValueError as fault:
            del features[len(eclo):]
            faults.append(f"row {number}: {fault}")
    if len(faults) > MOST_SKIPPED * (len(faults) + len(eclo)):
        listed = "\n  ".join(faults[:10])
        sys.exit(f"{len(faults)} of {len(faults) + len(eclo)} rows cannot be used, which is too much; the first ones:\n  {listed}")
    return numpy.array(features, dtype=float), numpy.array(eclo), len(faults)


def decode(path):
    with open(path, "rb") as file:
        content = file.read()
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    sys.exit("the file is neither UTF-8 nor CP949")


def accident(record):
    values = {name: (record[name] or "").strip() for name in COLUMNS}
    moment = values["사고일시"].split()
    if len(moment) != 2:
        raise ValueError(f"사고일시 is {values['사고일시']!r}, not YYYY-MM-DD HH")
    day, hour = datetime.date.fromisoformat(moment[0]), int(moment[1])
    if not 0 <= hour <= 23:
        raise ValueError(f"the hour is {hour}")
    return row(
        values["기상상태"], values["노면상태"], values["도로형태"], hour, day, values["사고유형"], values["시군구"], weekday=values["요일"],
    )


def severity(record):
    """ECLO by its formula; if the file has both, they must agree."""
    computed = None
    if all(record.get(name) not in (None, "") for name in CASUALTIES):
        computed = sum(weight * int(float(record[name])) for name, weight in CASUALTIES.items())
    stated = float(record["ECLO"]) if record.get("ECLO") not in (None, "") else computed
    if stated is None or not 0 <= stated < 10_000:
        raise ValueError(f"ECLO is {stated}")
    if computed is not None and computed != stated:
        raise ValueError(f"ECLO is {stated:g}, but the casualties give {computed}")
    return stated
