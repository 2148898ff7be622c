"""The fields of an accident in the order of the model, read from the file that the product reads."""

import hashlib
import json
import pathlib

PATH = pathlib.Path(__file__).parents[2] / "shared/accidents/data/fields.json"
TABLES = json.loads(PATH.read_text(encoding="utf-8"))
NAMES = [field["korean"] for field in TABLES["fields"]]
# the code of a category is its position: code-point order of the values
CODES = {
    field["korean"]: {value: code for code, value in enumerate(field["values"])} for field in TABLES["fields"] if "values" in field
}
VALUES = {name: list(codes) for name, codes in CODES.items()}
# of what a model depends on, as the product computes it
SHA256 = hashlib.sha256(
    "".join("\t".join([field["korean"], *field.get("values", [])]) + "\n" for field in TABLES["fields"]).encode()
).hexdigest()
WEEKDAYS = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]
assert all(values == sorted(values) for values in VALUES.values())


def time_period(hour):
    """The time of day of an hour, as the product derives it."""
    if 7 <= hour <= 9:
        return "출근시간대"
    if 17 <= hour <= 19:
        return "퇴근시간대"
    return "심야" if hour >= 22 or hour <= 5 else "일반시간대"


def row(weather, surface, road, hour, day, kind, district, weekday=None):
    """The numbers of an accident, in the order of NAMES. `day` is a date. An unknown category is a ValueError."""
    weekday = weekday or WEEKDAYS[day.weekday()]
    values = [weather, surface, road, hour, day.year, day.month, kind, day.day, time_period(hour), district, weekday]
    return [code(name, value) for name, value in zip(NAMES, values, strict=True)]


def code(name, value):
    if name not in CODES:
        return value
    if value not in CODES[name]:
        raise ValueError(f"{name} has no value {value!r}")
    return CODES[name][value]
