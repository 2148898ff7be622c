"""Tables for the measure `frames`, and the times of pandas and numpy with them.

    tables.py write FOLDER            # accidents.csv of 50 MB, its first rows as tools.csv, bases.csv and targets.csv with places
    tables.py profile ACCIDENTS.csv   # prints seconds and the most memory of reading and describing a table, as JSON
    tables.py proximity BASES.csv TARGETS.csv    # prints what comparing all pairs gives, and its time, as JSON
"""
import json
import random
import resource
import sys
import time
from pathlib import Path

BASES, TARGETS, THRESHOLDS = 14_624, 17_472, (0.5, 1.0, 2.0)
EARTH_RADIUS = 6_371.0
SIZE, FEW = 50_000_000, 100_000
DISTRICTS = ["중구", "동구", "서구", "남구", "북구", "수성구", "달서구", "달성군", "군위군"]


def write(folder):
    r = random.Random(20260101)
    with (
        open(folder / "accidents.csv", "w", encoding="utf-8") as file,
        open(folder / "tools.csv", "w", encoding="utf-8") as tools,
    ):
        line, row, written = "사고번호,사고일,시군구,기상상태,사망자수,중상자수,ECLO,위도,경도,야간\n", 0, 0
        while written < SIZE:
            file.write(line)
            if row <= FEW:
                tools.write(line)
            written += len(line.encode())
            line = (
                f"A{row:07d},{2019 + row % 5}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d},{r.choice(DISTRICTS)},"
                f"{r.choice(['맑음', '비', '흐림', '눈'])},{r.randrange(3)},{'' if row % 11 == 0 else r.randrange(5)},"
                f"{r.randrange(1, 40)},{'' if row % 13 == 0 else f'{35.6 + r.random() * 0.6:.6f}'},"
                f"{128.3 + r.random() * 0.5:.6f},{r.choice(['true', 'false'])}\n"
            )
            row += 1
    for name, count in (("bases", BASES), ("targets", TARGETS)):
        with open(folder / f"{name}.csv", "w", encoding="utf-8") as file:
            file.write("위도,경도\n")
            for _ in range(count):
                file.write(f"{35.75 + abs(r.gauss(0, 0.1)):.6f},{128.45 + abs(r.gauss(0, 0.12)):.6f}\n")


def profile(path):
    import pandas

    began = time.perf_counter()
    frame = pandas.read_csv(path, parse_dates=["사고일"])
    frame.describe(include="all")
    for name in frame.columns:
        frame[name].isna().sum(), frame[name].nunique(), frame[name].value_counts().head(10)
    seconds = time.perf_counter() - began
    # the most memory is in KiB on Linux
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024 / 1e6}


def proximity(bases, targets):
    """Counts of targets within each distance of each base, by all pairs."""
    import numpy
    import pandas

    def radians(path):
        frame = pandas.read_csv(path)
        return numpy.radians(frame["위도"].to_numpy()), numpy.radians(frame["경도"].to_numpy())

    (latitudes, longitudes), (theirs, their_longitudes) = radians(bases), radians(targets)
    began = time.perf_counter()
    counts = {threshold: [] for threshold in THRESHOLDS}
    for latitude, longitude in zip(latitudes, longitudes):
        half = numpy.sin((theirs - latitude) / 2) ** 2
        half += numpy.cos(latitude) * numpy.cos(theirs) * numpy.sin((their_longitudes - longitude) / 2) ** 2
        distances = 2 * EARTH_RADIUS * numpy.arcsin(numpy.sqrt(half))
        for threshold in THRESHOLDS:
            counts[threshold].append(int((distances <= threshold).sum()))
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "means": [sum(counts[threshold]) / len(counts[threshold]) for threshold in THRESHOLDS]}


if __name__ == "__main__":
    action, *paths = sys.argv[1:]
    if action == "write":
        write(Path(paths[0]))
    else:
        json.dump(profile(*paths) if action == "profile" else proximity(*paths), sys.stdout)
