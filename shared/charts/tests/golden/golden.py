#!/usr/bin/env python3
"""Expected figures of charts, maps and districts, computed by numpy, scipy, pandas and shapely: the file `cases.json` of the test `golden`.

    python3 -m venv .venv && .venv/bin/pip install pandas==2.3.3 numpy==2.3.5 scipy==1.16.3 shapely==2.1.2
    .venv/bin/python shared/charts/tests/golden/golden.py

It writes two tables of invented rows and the cases over them. A case is a request and, by the JSON pointers of its answer, expected values.
The rules for edges, whiskers, samples, rates and clusters are written here a second time, from their formulas.
"""
import json, math, random
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from shapely.geometry import Point, shape

HERE = Path(__file__).parent
FRAMES = HERE.parents[2] / "frames/data"
MASK = (1 << 64) - 1


def tables():
    r = random.Random(20261128)
    districts = pd.read_csv(FRAMES / "daegu_districts.csv")
    weights = [math.exp(r.gauss(0, 1)) for _ in range(199)]
    rows = []
    for number in range(600):
        place = r.choices(range(199), weights)[0]
        moment = pd.Timestamp(2019, 1, 1) + pd.Timedelta(hours=r.randrange(24 * 365 * 3))
        maybe = lambda value, share: "" if r.random() < share else value
        deaths, serious, slight = r.choices([0, 1], [97, 3])[0], r.choices([0, 1, 2], [75, 20, 5])[0], r.randrange(4)
        name = districts["district"][place] if r.random() > .04 else r.choice(["서울특별시 중구 남산동", "미상", "부산광역시 동구 초량동"])
        rows.append({
            "ID": f"ACCIDENT_{number:05d}", "사고일시": maybe(moment.strftime("%Y-%m-%d %H"), .02),
            "발생일": moment.strftime("%Y-%m-%d"), "사고시": moment.hour if number % 50 else 24,
            "기록": moment.strftime("%Y-%m-%d %H") if number % 7 else r.choice(["미상", "확인 중", "2020-02-30"]),
            "시군구": maybe(name, .02), "기상상태": r.choices(["맑음", "비", "흐림", "눈", "안개"], [80, 10, 7, 2, 1])[0],
            "사망자수": deaths, "ECLO": 10 * deaths + 5 * serious + 3 * slight + (deaths + serious + slight == 0),
            "값": maybe(repr(round(r.lognormvariate(1, .8), 6)), .35), "정규": repr(r.gauss(40, 12)), "상수": "2.5",
            "위도": maybe(f"{districts['lat'][place] + r.gauss(0, .004):.6f}", .05),
            "경도": maybe(f"{districts['lon'][place] + r.gauss(0, .004):.6f}", .05),
        })
    rows[3]["위도"], rows[3]["경도"] = "0", "0"
    rows[4]["위도"], rows[4]["경도"] = "95.1", "128.6"
    rows[5]["위도"], rows[5]["경도"] = "37.5665", "126.978"
    accidents = pd.DataFrame(rows)
    others = pd.DataFrame({"점수": [r.randrange(1, 60) if r.random() > .1 else "" for _ in range(250)],
                           "정규": [repr(r.gauss(50, 8)) for _ in range(250)], "하나": ["1"] + [""] * 249})
    folder = HERE / "tables"
    folder.mkdir(exist_ok=True)
    accidents.to_csv(folder / "accidents.csv", index=False)
    others.to_csv(folder / "others.csv", index=False)
    return pd.read_csv(folder / "accidents.csv"), pd.read_csv(folder / "others.csv"), districts


# bins and boxes

def edges(x, whole, wanted=None):
    low, high, n = x.min(), x.max(), len(x)
    q1, q3 = np.quantile(x, [.25, .75])
    sturges = (high - low) / (np.log2(n) + 1)
    width = 2 * (q3 - q1) / n ** (1 / 3)
    width = min(width, sturges) if width > 0 else sturges
    if whole:
        different = high - low + 1
        narrowest = math.ceil(different / (wanted or 100))
        width = max(1, narrowest if wanted else max(math.ceil(width), narrowest))
        return low - .5 + width * np.arange(math.ceil(different / width) + 1)
    if low == high:
        half = max(.5, abs(low) * 1e-6)
        return np.array([low - half, low + half])
    return np.linspace(low, high, (wanted or min(100, math.ceil((high - low) / width))) + 1)


def box(x):
    q1, median, q3 = np.quantile(x, [.25, .5, .75])
    low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
    inside, outside = x[(x >= low) & (x <= high)], np.sort(x[(x < low) | (x > high)])
    assert len(outside) <= 100
    return {"lower_whisker": inside.min(), "q1": q1, "median": median, "q3": q3, "upper_whisker": inside.max(), "mean": x.mean(),
            "below": int((x < low).sum()), "above": int((x > high).sum()), "outliers": outside.tolist()}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, np.ndarray, pd.Series, pd.Index)):
        return [plain(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and math.isnan(value) else value


class Cases:
    def __init__(self):
        self.cases = []

    def add(self, kind, query, expected, tables=("accidents",)):
        self.cases.append({"kind": kind, "tables": list(tables), "query": query, "expected": plain(expected)})

    def numbers(self, table, name, frame, column, whole, filter_=None, mask=None, bins=None):
        own = frame if mask is None else frame[mask]
        x = own[column].dropna().to_numpy(float)
        extra = {"filter": filter_} if filter_ else {}
        query = {"type": "histogram", "column": column, **extra}
        if bins:
            query["bins"] = bins
        at = edges(x, whole, bins)
        counts, _ = np.histogram(x, at)
        assert counts.sum() == len(x)
        common = {"/row_count": len(own), "/used_rows": len(x), "/sampled": False}
        figures = {f"/chart/series/1/{key}": value for key, value in box(x).items()}
        self.add("chart", query, {**common, "/chart/series/0/edges": at, "/chart/series/0/counts": counts, **figures}, [table])
        if bins:
            return
        self.add("chart", {"type": "boxplot", "column": column, **extra},
                 {**common, **{f"/chart/series/0/{key}": value for key, value in box(x).items()}}, [table])
        density, _ = np.histogram(x, at, density=True)
        expected = {**common, "/chart/series/0/densities": density, "/chart/series/0/counts": counts}
        if x.min() < x.max():
            kernel = stats.gaussian_kde(x)
            h = math.sqrt(kernel.covariance[0, 0])
            grid = np.linspace(x.min() - 3 * h, x.max() + 3 * h, 201)
            expected.update({"/chart/series/1/x": grid, "/chart/series/1/y": kernel(grid)})
        else:
            expected.update({"/chart/series/1": None, "/warnings/0/code": "no_spread"})
        self.add("chart", {"type": "kde", "column": column, **extra}, expected, [table])


def charts(cases, accidents, others):
    numbers = lambda *args, **more: cases.numbers("accidents", "", accidents, *args, **more)
    numbers("ECLO", True)
    numbers("사망자수", True)
    numbers("값", False)
    numbers("정규", False)
    numbers("상수", False)
    numbers("위도", False)
    numbers("정규", False, bins=17)
    numbers("ECLO", True, bins=5)
    rain = {"column": "기상상태", "operator": "==", "value": "비"}
    numbers("값", False, filter_=rain, mask=accidents["기상상태"] == "비")
    numbers("ECLO", True, filter_={"column": "ECLO", "operator": ">=", "value": 9}, mask=accidents["ECLO"] >= 9)
    for column, top in [("시군구", 20), ("기상상태", 3), ("ECLO", 5), ("발생일", 7), ("기상상태", 20)]:
        counts = accidents[column].dropna().groupby(accidents[column], sort=False).size().sort_values(ascending=False, kind="stable")
        shown = counts.head(top)
        expected = {"/used_rows": counts.sum(), "/row_count": 600, "/chart/series/0/counts": shown.tolist(),
                    "/chart/x/categories": [str(value) for value in shown.index]}
        if len(counts) > top:
            expected["/table/rows/%d/1" % top] = counts.iloc[top:].sum()
        cases.add("chart", {"type": "bar", "column": column, "top_n": top}, expected)
    both = accidents[["정규", "값"]].dropna()
    cases.add("chart", {"type": "scatter", "x": "정규", "y": "값"},
              {"/used_rows": len(both), "/sampled": False, "/chart/series/0/x": both["정규"], "/chart/series/0/y": both["값"],
               "/chart/series/0/rows": both.index, "/chart/series/0/opacity": .6})
    for left, right, whole in [("ECLO", "점수", True), ("정규", "정규", False), ("ECLO", "정규", False), ("ECLO", "하나", True)]:
        x, y = accidents[left].dropna().to_numpy(float), others[right].dropna().to_numpy(float)
        at = edges(np.concatenate([x, y]), whole)
        cases.add("chart", {"type": "compare", "column": left, "with_column": right},
                  {"/row_count": 850, "/used_rows": len(x) + len(y), "/chart/series/0/edges": at, "/chart/series/1/edges": at,
                   "/chart/series/0/counts": np.histogram(x, at)[0], "/chart/series/1/counts": np.histogram(y, at)[0]},
                  ["accidents", "others"])


def times(cases, accidents):
    for column in ["사고일시", "기록", "발생일", "사고시"]:
        cells = accidents[column].astype("string")
        if column == "사고시":
            hours = pd.to_numeric(accidents[column]).where(lambda hour: hour < 24)
        moments = None if column == "사고시" else pd.to_datetime(cells, errors="coerce", format="%Y-%m-%d" if column == "발생일" else "%Y-%m-%d %H")
        for unit in ["year", "month", "weekday", "hour"]:
            if column == "사고시":
                if unit != "hour":
                    continue
                numbers, full = hours, range(24)
            elif column == "발생일" and unit == "hour":
                continue
            else:
                numbers = {"year": moments.dt.year, "month": moments.dt.month, "weekday": moments.dt.weekday + 1, "hour": moments.dt.hour}[unit]
                full = {"year": range(2019, 2022), "month": range(1, 13), "weekday": range(1, 8), "hour": range(24)}[unit]
            counts = numbers.value_counts().reindex(full, fill_value=0)
            for value in ["ECLO", "값"]:
                means = accidents.groupby(numbers)[value].mean().reindex(full)
                values = accidents.groupby(numbers)[value].count().reindex(full, fill_value=0)
                cases.add("chart", {"type": "time", "column": column, "unit": unit, "value": value},
                          {"/used_rows": numbers.notna().sum(), "/chart/series/0/counts": counts.tolist(), "/chart/series/1/y": means.tolist(),
                           **{f"/table/rows/{place}/4": count for place, count in enumerate(values.tolist())}})


# places

def split_mix(row):
    z = (42 + 0x9E3779B97F4A7C15 * (row + 1)) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def haversine(a, b):
    (lat, lon), (other, far) = np.radians(a), np.radians(b)
    square = math.sin((other - lat) / 2) ** 2 + math.cos(lat) * math.cos(other) * math.sin((far - lon) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(square))


def maps(cases, accidents):
    located = accidents[accidents["위도"].notna() & accidents["경도"].notna() & (accidents["위도"].abs() <= 90) & (accidents["위도"] != 0)]
    moments = pd.to_datetime(located["사고일시"], errors="coerce", format="%Y-%m-%d %H")
    months = moments.dt.month.value_counts().sort_index()
    zoom = 14
    cells = 4 * 2 ** zoom
    x = np.floor((located["경도"] + 180) / 360 * cells)
    y = np.floor((1 - np.arcsinh(np.tan(np.radians(located["위도"]))) / np.pi) / 2 * cells)
    clusters = located.groupby([y, x]).agg(latitude=("위도", "mean"), longitude=("경도", "mean"), count=("ID", "size"))
    cases.add("map", {"layers": [{"columns": ["ECLO"], "time": "사고일시"}], "zoom": zoom},
              {"/total": len(located), "/shown": len(located), "/center/latitude": located["위도"].mean(),
               "/center/longitude": located["경도"].mean(), "/zoom": 10, "/bounds/north": located["위도"].max(),
               "/bounds/west": located["경도"].min(), "/layers/0/invalid": 2,
               "/layers/0/missing": (accidents["위도"].isna() | accidents["경도"].isna()).sum(),
               "/time/buckets": [{"value": int(value), "label": f"{value:.0f}월", "count": int(count)} for value, count in months.items()],
               "/time/unknown": moments.isna().sum(),
               **{f"/clusters/{place}/{key}": value for place, cluster in enumerate(clusters.to_dict("records")) for key, value in cluster.items()},
               f"/clusters/{len(clusters)}": None,
               "/features/0/properties": {"_row": int(located.index[0]), "_layer": 0, "_time": int(moments.iloc[0].month), "ECLO": int(located["ECLO"].iloc[0])}})
    chosen = sorted(sorted(range(7000), key=split_mix)[:5000])
    cases.add("sample", {}, {"/rows": chosen[:40], "/sum": sum(chosen)}, [])


def rates(events, exposure):
    exposed = exposure > 0
    y, n = events[exposed], exposure[exposed]
    m = y.sum() / n.sum()
    between = max(0, (n * (y / n - m) ** 2).sum() / n.sum() - m / n.mean())
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = np.where(exposed, events / exposure, np.nan)
        weight = np.where(exposed, between / (between + m / exposure), 0.)
    return raw, np.where(exposed, m + weight * (raw - m), m), weight


def spots(values, points, distance):
    n = len(values)
    w = np.array([[float(haversine(a, b) <= distance) for b in points] for a in points])
    np.fill_diagonal(w, 1.)
    mean, s, total = values.mean(), values.std(), w.sum(1)
    z = (w @ values - mean * total) / (s * np.sqrt((n * (w ** 2).sum(1) - total ** 2) / (n - 1)))
    p = 2 * stats.norm.sf(abs(z))
    return z, p, stats.false_discovery_control(p)


def districts(cases, accidents, areas):
    outlines = [shape(feature["geometry"]) for feature in json.loads((FRAMES / "daegu_districts.geojson").read_text())["features"]]
    codes = {name: code for code, name in enumerate(areas["district"])}
    by_name = accidents["시군구"].map(lambda name: codes.get(name, -1) if isinstance(name, str) else -2)
    def place(row):
        if not (abs(row["위도"]) <= 90 and row["위도"] != 0 and row["경도"] == row["경도"]):
            return -2
        point = Point(row["경도"], row["위도"])
        return next((code for code, outline in enumerate(outlines) if outline.contains(point)), -1)
    by_point = accidents.apply(place, axis=1)
    points = list(zip(areas["lat"], areas["lon"]))
    for column, value, distance in [("시군구", None, None), ("시군구", "ECLO", 3.5), (None, "사망자수", None), ("points", None, None)]:
        own = by_point if column == "points" else by_name
        used = accidents[own >= 0]
        groups = used.groupby(own[own >= 0])
        counts = groups.size().reindex(range(199), fill_value=0).to_numpy(float)
        if value:
            events, exposure = groups[value].sum().reindex(range(199), fill_value=0).to_numpy(float), counts
        else:
            events, exposure = counts, areas["area_km2_approx"].to_numpy(float)
        raw, smoothed, weight = rates(events, exposure)
        exposed = np.flatnonzero(exposure > 0)
        z, p, q = (np.full(199, np.nan) for _ in range(3))
        if weight.any():  # otherwise all smoothed rates are equal
            z[exposed], p[exposed], q[exposed] = spots(smoothed[exposed], [points[place] for place in exposed], distance or 2)
        expected = {"/used_rows": len(used), "/missing": (own == -2).sum(), "/unknown/rows": (own == -1).sum()}
        figures = {"rows": counts, "events": events, "rate": raw, "smoothed_rate": smoothed, "weight": weight, "z": z, "p": p, "q": q}
        for code in range(199):
            expected.update({f"/districts/{code}/{key}": part[code] for key, part in figures.items()})
        query = {key: part for key, part in [("column", column if column != "points" else None), ("value", value), ("neighbour_km", distance)] if part}
        cases.add("districts" if column != "points" else "districts_by_points", query, expected)


if __name__ == "__main__":
    accidents, others, areas = tables()
    cases = Cases()
    charts(cases, accidents, others)
    times(cases, accidents)
    maps(cases, accidents)
    districts(cases, accidents, areas)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases.cases)
    (HERE / "cases.json").write_text(f"[\n{lines}\n]\n")
    print(len(cases.cases), "cases,", sum(len(case["expected"]) for case in cases.cases), "expected values")
