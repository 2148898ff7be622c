#!/usr/bin/env python3
"""Random calls of the analysis tools, computed by pandas: the expected results of the test `parity`.

    python3 -m venv .venv && .venv/bin/pip install pandas==2.3.3 numpy==2.3.5
    .venv/bin/python shared/frames/tests/parity/parity.py generate     # writes the tables and calls of the test
    .venv/bin/python shared/frames/tests/parity/parity.py calls OUT.json FILE.csv...   # calls over other tables

Tables are read here without the product's reader: all cells as texts, then columns of whole numbers, numbers, dates and truth values by
plain rules. The order of equal frequencies is made stable (`kind="stable"`), which pandas leaves open.
"""
import json, math, random, re, sys, time, unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
MASK = (1 << 64) - 1


# tables

def generate(folder):
    r = random.Random(20260101)
    gus = ["중구", "동구", "서구", "남구", "북구", "수성구", "달서구", "달성군", "Ünïcode", "a,b", 'quote "x"']
    def maybe(value, share):
        return "" if r.random() < share else value
    tables = {}
    rows = []
    for i in range(400):
        day = pd.Timestamp(2019, 1, 1) + pd.Timedelta(days=r.randrange(1000), hours=r.randrange(24))
        rows.append({
            "사고번호": f"A{i:05d}", "사고일시": maybe(day.strftime("%Y-%m-%d %H:%M"), .03),
            "발생일": day.strftime("%Y-%m-%d"), "시군구": maybe(r.choices(gus, [30, 9, 9, 5, 5, 20, 20, 1, 1, 1, 1])[0], .05),
            "기상상태": r.choices(["맑음", "비", "흐림", "눈"], [85, 9, 5, 1])[0],
            "사망자수": r.choices([0, 1, 2], [95, 4, 1])[0], "중상자수": maybe(r.randrange(4), .1),
            "ECLO": r.randrange(1, 40), "위도": maybe(f"{35.7 + r.random() * .4:.6f}", .08),
            "경도": maybe(f"{128.4 + r.random() * .4:.7f}", .08), "야간": maybe(r.choice(["true", "false"]), .1),
            "빈열": "", "메모": maybe(r.choice(["비고 없음", "Test", "TEST", "straße", "값|표", "  ", "100", "3.5"]), .5),
        })
    tables["accidents"] = pd.DataFrame(rows)
    rows = []
    for i in range(250):
        x = r.gauss(0, 1)
        rows.append({
            "n": r.randrange(-5, 6), "x": repr(x), "y": maybe(repr(2 * x + r.gauss(0, .5)), .2), "constant": "0.1",
            "tiny": repr(r.random() * 1e-9), "huge": repr(r.choice([-1, 1]) * r.random() * 1e15), "zero": r.choice(["0.0", "-0.0", "1.5"]),
            "long": r.choice([9007199254740991, 9007199254740990, -9007199254740991, 5]), "identifier": 9007199254740992 + i,
            "half": maybe(r.choice([.5, 1.5, 2.5]), .4), "one": "7" if i == 100 else "", "tie": i // 50,
        })
    tables["numbers"] = pd.DataFrame(rows)
    rows = []
    for i in range(180):
        day = pd.Timestamp(2024, 1, 1) + pd.Timedelta(minutes=r.randrange(60 * 24 * 300))
        rows.append({
            "day": day.strftime("%Y-%m-%d"), "moment": maybe(day.strftime("%Y-%m-%dT%H:%M:%S"), .1),
            "text_day": maybe(day.strftime("%Y-%m-%d") if i % 9 else r.choice(["미상", "2024-13-01", "n/a"]), .1),
            "old": (pd.Timestamp(1965, 3, 1) + pd.Timedelta(days=r.randrange(20000))).strftime("%Y-%m-%d"),
            "id": i * 7 % 180, "amount": maybe(f"{r.random() * 1e6:.2f}", .15), "kind": r.choice("abc"), "code": f"{r.randrange(30):03d}",
        })
    tables["times"] = pd.DataFrame(rows)
    tables["single"] = pd.DataFrame([{"a": "1", "b": "가", "c": "2024-02-29", "d": "1.25", "e": "", "f": "x"}])
    tables["pair"] = pd.DataFrame([{"a": "1", "b": "가", "d": "", "e": "5"}, {"a": "2", "b": "", "d": "1.5", "e": "5"}])
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return [folder / f"{name}.csv" for name in tables]


def plain(text):
    text = unicodedata.normalize("NFC", text.lstrip("\ufeff")).strip()
    return text or None


def load(path):
    """The table and the kind of each column."""
    try:
        raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="cp949")
    frame, kinds = {}, {}
    for name in raw.columns:
        cells = raw[name].map(plain)
        filled = cells.dropna()
        marks = {"-", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "#N/A"}
        others = filled[~filled.isin(marks)]
        own = name.strip()
        def all_match(pattern):
            return len(others) > 0 and others.map(lambda t: re.fullmatch(pattern, t) is not None).all()
        is_code = filled.map(lambda t: re.fullmatch(r"[+-]?0\d+", t) is not None).any()
        # whole numbers that a double cannot hold are identifiers
        is_code |= filled.map(lambda t: re.fullmatch(r"[+-]?\d+", t) is not None and abs(int(t)) > 2**53 - 1).any()
        if all_match(r"[+-]?\d{1,19}") and not is_code:
            kinds[own] = "integer"
            values = cells.where(~cells.isin(marks), None)
            if values.isna().any():
                frame[own] = pd.array([pd.NA if v is None or v != v else int(v) for v in values], dtype="Int64")
            else:
                frame[own] = values.map(int).astype("int64")
        elif all_match(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?") and not is_code:
            kinds[own] = "number"
            frame[own] = pd.Series([np.nan if v is None or v != v or v in marks else float(v) for v in cells])
        elif all_match(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?"):
            kinds[own] = "date" if all_match(r"\d{4}-\d\d-\d\d") else "timestamp"
            frame[own] = pd.to_datetime(pd.Series([None if v in marks else v for v in cells]), format="ISO8601").astype("datetime64[us]")
        elif len(filled) and filled.str.lower().isin(["true", "false"]).all():
            kinds[own] = "boolean"
            frame[own] = pd.array([pd.NA if v is None or v != v else v.lower() == "true" for v in cells], dtype="boolean")
        else:
            kinds[own] = "text"
            frame[own] = pd.Series([None if v is None or v != v else v for v in cells], dtype=object)
    return pd.DataFrame(frame), kinds


# results

def cell(value, kind=None):
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        return pd.Timestamp(value).strftime("%Y-%m-%d" if kind == "date" else "%Y-%m-%dT%H:%M:%S")
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return value


class Refused(Exception):
    pass


def share(part, whole):
    return part / whole * 100 if whole else 0.0


class Tools:
    def __init__(self, frame, kinds):
        self.whole, self.kinds = frame, kinds

    def run(self, name, args):
        args = dict(args)
        condition = args.pop("filter", None)
        self.frame = self.whole[self.mask(condition)] if condition else self.whole
        if len(self.frame) == 0:
            raise Refused("no_rows")
        return getattr(self, name)(**args)

    def mask(self, f):
        if "all" in f:
            return np.logical_and.reduce([self.mask(part) for part in f["all"]])
        if "any" in f:
            return np.logical_or.reduce([self.mask(part) for part in f["any"]])
        if "not" in f:
            return ~self.mask(f["not"])
        column, operator, value = f["column"], f["operator"], f.get("value")
        if column not in self.kinds:
            raise Refused("unknown_column")
        s, kind = self.whole[column], self.kinds[column]
        if operator == "is_missing":
            return s.isna().to_numpy()
        if operator == "contains":
            texts = s if kind == "text" else s.map(lambda v: cell(v, kind), na_action="ignore").astype(object).map(
                lambda v: v if v is None or isinstance(v, str) else str(v), na_action="ignore")
            if len(texts.dropna()) == 0:
                return np.zeros(len(s), bool)
            return texts.astype(object).str.contains(str(value), case=False, regex=False, na=False).to_numpy(bool)
        if operator == "in":
            return np.logical_or.reduce([self.mask({"column": column, "operator": "==", "value": v}) for v in value])
        if kind in ("date", "timestamp"):
            try:
                value = pd.Timestamp(value) if isinstance(value, str) else None
            except ValueError:
                value = None
            if value is None:
                raise Refused("unfit_value")
        elif kind in ("integer", "number"):
            if isinstance(value, str):
                try:
                    value = float(value) if re.search(r"[.eE]", value) else int(value)
                except ValueError:
                    raise Refused("unfit_value")
        elif kind == "text":
            value = value if isinstance(value, str) else str(value)
        compare = {"==": lambda a: a == value, "!=": lambda a: a != value, ">": lambda a: a > value,
                   "<": lambda a: a < value, ">=": lambda a: a >= value, "<=": lambda a: a <= value}[operator]
        if kind == "text":
            found = s.map(lambda a: compare(a) if isinstance(a, str) else operator == "!=")
        else:
            found = compare(s)
        return found.fillna(operator == "!=").to_numpy(bool)

    def column(self, name, filled=True):
        if name not in self.kinds:
            raise Refused("unknown_column")
        s = self.frame[name]
        if filled and s.isna().all():
            raise Refused("all_missing")
        return s

    def numbers(self, name):
        s = self.column(name)
        if self.kinds[name] not in ("integer", "number"):
            raise Refused("not_numeric")
        return s

    def numeric(self):
        return [name for name, kind in self.kinds.items() if kind in ("integer", "number")]

    def page(self, frame, total):
        rows = [[cell(value, self.kinds[name]) for name, value in zip(frame.columns, row)] for row in frame.itertuples(index=False, name=None)]
        return {"columns": [{"name": name, "kind": self.kinds[name]} for name in frame.columns], "rows": rows,
                "row_numbers": [int(i) for i in frame.index], "total": total}

    def get_dataframe_info(self):
        columns = [{"name": n, "kind": k, "non_null": int(self.frame[n].notna().sum())} for n, k in self.kinds.items()]
        return {"row_count": len(self.frame), "column_count": len(columns), "columns": columns}

    def get_column_statistics(self, column):
        s = self.numbers(column)
        q = s.astype("float64").quantile([.25, .5, .75], interpolation="linear")
        # exact, which the sums of pandas are not for large whole numbers
        present = s.dropna()
        total = sum(int(v) for v in present) if self.kinds[column] == "integer" else math.fsum(float(v) for v in present)
        return {"column": column, "count": int(s.count()), "missing": int(s.isna().sum()), "sum": total, "mean": cell(s.astype("float64").mean()),
                "std": cell(s.astype("float64").std()), "min": cell(s.min()), "q25": cell(q[.25]), "median": cell(q[.5]), "q75": cell(q[.75]), "max": cell(s.max())}

    def get_missing_values(self):
        missing = self.frame.isna().sum()
        columns = [{"name": n, "missing": int(missing[n]), "percent": share(int(missing[n]), len(self.frame))} for n in self.kinds]
        cells = self.frame.size
        return {"row_count": len(self.frame), "columns": columns, "cells": cells, "missing": int(missing.sum()), "percent": share(int(missing.sum()), cells)}

    def frequencies(self, s):
        return s.value_counts(sort=False).sort_values(ascending=False, kind="stable")

    def get_value_counts(self, column, top_n=20):
        s = self.column(column)
        counts = self.frequencies(s)
        top = counts.head(top_n)
        values = [{"value": cell(v, self.kinds[column]), "count": int(c), "percent": share(int(c), len(s))} for v, c in top.items()]
        tied = int((counts == top.iloc[-1]).sum() - (top == top.iloc[-1]).sum())
        return {"column": column, **({"tied": tied} if tied else {}), "row_count": len(s), "values": values, "distinct": len(counts), "other_values": len(counts) - len(top),
                "other_count": int(counts.sum() - top.sum()), "missing": int(s.isna().sum())}

    def filter_dataframe(self, column, operator, value=None):
        own = {"column": column, "operator": operator, "value": value}
        mask = pd.Series(self.mask(own), index=self.whole.index)[self.frame.index]
        matched = self.frame[mask]
        return {"column": column, "operator": operator, "value": value, "matched": len(matched), "total": len(self.frame),
                "percent": share(len(matched), len(self.frame)), "matched_missing": int(matched[column].isna().sum()),
                "page": self.page(matched.head(10), len(matched))}

    def sort_dataframe(self, column, ascending=True, top_n=10):
        self.column(column, filled=False)
        found = self.frame.sort_values(column, ascending=ascending, kind="stable", na_position="last").head(top_n)
        last = found[column].iloc[-1]
        tied = 0 if pd.isna(last) else int((self.frame[column] == last).sum() - (found[column] == last).sum())
        return {"column": column, **({"tied": tied} if tied else {}), "ascending": ascending, "page": self.page(found, len(self.frame))}

    def get_correlation(self, columns=None):
        if columns is not None:
            for name in columns:
                self.column(name, filled=False)
                if name not in self.numeric():
                    raise Refused("not_numeric")
        columns = columns if columns is not None else self.numeric()
        if len(columns) < 2:
            raise Refused("too_few_numeric_columns")
        matrix = self.frame[columns].astype("float64").corr(method="pearson")
        return {"columns": columns, "matrix": [[cell(v) for v in row] for row in matrix.to_numpy()]}

    def group_by_aggregate(self, group_column, agg_column, operation):
        by, s = self.column(group_column), self.column(agg_column, filled=False)
        kind = self.kinds[agg_column]
        possible = ("integer", "number") if operation not in ("min", "max") else ("integer", "number", "date", "timestamp")
        if operation != "count" and kind not in possible:
            if s.isna().all():
                raise Refused("all_missing")
            raise Refused("not_numeric" if kind == "text" else "unfit_operation")
        frame = pd.DataFrame({"by": by, "of": s})
        if kind == "integer" and operation in ("mean", "median", "std"):
            frame["of"] = frame["of"].astype("float64")
        if kind == "integer" and operation == "sum":
            frame["of"] = pd.Series([0 if v is pd.NA else int(v) for v in s], index=s.index, dtype=object)
        grouped = frame.groupby("by", sort=True, dropna=True)["of"].agg(operation)
        sizes = frame.groupby("by", sort=True, dropna=True).size()
        groups = [{"group": cell(k, self.kinds[group_column]), "value": cell(v, kind), "row_count": int(sizes[k])} for k, v in grouped.items()]
        return {"group_column": group_column, "agg_column": agg_column, "operation": operation, "groups": groups,
                "group_count": len(groups), "missing": int(by.isna().sum())}

    def get_unique_values(self, column):
        s = self.column(column)
        values = sorted(s.dropna().unique(), key=lambda v: cell(v, self.kinds[column]) if isinstance(v, (pd.Timestamp, np.datetime64)) else str(v))
        return {"column": column, "values": [cell(v, self.kinds[column]) for v in values[:50]], "distinct": len(values), "missing": int(s.isna().sum())}

    def times(self, column):
        s = self.column(column)
        if self.kinds[column] not in ("date", "timestamp", "text"):
            raise Refused("not_temporal")
        t = pd.to_datetime(s, errors="coerce", format="ISO8601")
        if t.isna().all():
            raise Refused("not_temporal")
        return s, t

    def get_date_range(self, column):
        s, t = self.times(column)
        return {"column": column, "min": cell(t.min()), "max": cell(t.max()), "span_days": (t.max() - t.min()).days, "valid": int(t.count()),
                "missing": int(s.isna().sum()), "invalid": int(s.count() - t.count())}

    def get_outliers(self, column, multiplier=1.5):
        s = self.numbers(column).astype("float64")
        q1, q3 = s.quantile(.25), s.quantile(.75)
        iqr = q3 - q1
        lower, upper = q1 - multiplier * iqr, q3 + multiplier * iqr
        below, above = int((s < lower).sum()), int((s > upper).sum())
        return {"column": column, "multiplier": multiplier, "q25": cell(q1), "q75": cell(q3), "iqr": cell(iqr), "lower": cell(lower),
                "upper": cell(upper), "below": below, "above": above, "outliers": below + above, "count": int(s.count()),
                "percent": share(below + above, int(s.count()))}

    def get_sample_rows(self, n=5, column=None, value=None):
        frame = self.frame
        if column is not None:
            mask = pd.Series(self.mask({"column": column, "operator": "==", "value": value}), index=self.whole.index)
            frame = frame[mask[frame.index]]
        if len(frame) == 0:
            raise Refused("no_rows")
        def key(i):
            z = (42 + 0x9E3779B97F4A7C15 * (i + 1)) & MASK
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            return z ^ (z >> 31)
        chosen = sorted(sorted(frame.index, key=lambda i: key(int(i)))[:n])
        return {"page": self.page(frame.loc[chosen], len(frame))}

    def calculate_percentile(self, column, percentile):
        s = self.numbers(column)
        return {"column": column, "percentile": percentile, "value": cell(s.astype("float64").quantile(percentile / 100, interpolation="linear")),
                "count": int(s.count()), "missing": int(s.isna().sum())}

    def get_geo_bounds(self):
        lat = [n for n in self.numeric() if "lat" in n.lower() or "위도" in n]
        lon = [n for n in self.numeric() if "lng" in n.lower() or "lon" in n.lower() or "경도" in n]
        if not lat or not lon:
            raise Refused("no_coordinates")
        def bounds(name):
            s = self.column(name)
            return {"column": name, "min": cell(s.min()), "max": cell(s.max()), "range": cell(s.max() - s.min()), "count": int(s.count())}
        return {"latitude": bounds(lat[0]), "longitude": bounds(lon[0])}

    def cross_tabulation(self, row_column, col_column, normalize=False):
        rows, columns = self.column(row_column), self.column(col_column)
        if rows.nunique() * columns.nunique() > 100_000:
            raise Refused("too_many_values")
        both = rows.notna() & columns.notna()
        if not both.any():
            raise Refused("all_missing")
        rows, columns = rows.rename("rows"), columns.rename("columns")
        table = pd.crosstab(rows[both], columns[both], normalize="all" if normalize else False)
        return {"row_column": row_column, "col_column": col_column, "normalize": normalize,
                "row_labels": [cell(v, self.kinds[row_column]) for v in table.index], "col_labels": [cell(v, self.kinds[col_column]) for v in table.columns],
                "cells": [[float(v) for v in row] for row in table.to_numpy()], "total": int(both.sum()), "missing": int(len(rows) - both.sum())}

    def analyze_missing_pattern(self, column):
        s = self.column(column, filled=False)
        missing = int(s.isna().sum())
        found = []
        if missing:
            flag = s.isna().astype("float64")
            for name in [n for n in self.numeric() if n != column][:5]:
                # DataFrame.corr knows columns that do not vary; Series.corr gives noise for them
                r = self.frame[[name]].astype("float64").assign(flag_=flag).corr().iloc[0, 1]
                if not math.isnan(r):
                    found.append({"column": name, "correlation": abs(float(r))})
            found.sort(key=lambda of: -of["correlation"])
        top = found[0]["correlation"] if found else None
        pattern = None if top is None else "mcar" if top < .1 else "mar" if top < .3 else "mnar"
        return {"column": column, "missing": missing, "percent": share(missing, len(s)), "correlations": found, "max": top, "pattern": pattern}

    def get_column_correlation_with_target(self, target_column):
        target = self.numbers(target_column).astype("float64")
        found, not_computable = [], []
        for name in [n for n in self.numeric() if n != target_column]:
            with np.errstate(all="ignore"):
                r = self.frame[[name]].astype("float64").assign(target_=target).corr().iloc[0, 1]
            if math.isnan(r):
                not_computable.append(name)
            else:
                a = abs(r)
                strength = "strong" if a >= .7 else "medium" if a >= .4 else "weak" if a >= .2 else "very_weak"
                found.append({"column": name, "correlation": float(r), "strength": strength, "is_positive": bool(r >= 0)})
        if not found and not not_computable:
            raise Refused("too_few_numeric_columns")
        found.sort(key=lambda of: -abs(of["correlation"]))
        return {"target_column": target_column, "correlations": found, "not_computable": not_computable}

    def detect_data_types(self):
        columns = []
        for name, kind in self.kinds.items():
            s = self.frame[name]
            filled = s.dropna()
            distinct = int(s.nunique())
            ratio = distinct / max(len(filled), 1)
            sample = filled.head(100)
            if len(filled) == 0:
                meaning = "empty"
            elif kind == "integer":
                meaning = "coded_category" if ratio < .05 else "integer"
            elif kind in ("number", "boolean"):
                meaning = kind
            elif kind in ("date", "timestamp"):
                meaning = "date"
            elif pd.to_datetime(sample, errors="coerce", format="ISO8601").notna().all() and sample.str.contains("-").all():
                meaning = "text_date"
            elif pd.to_numeric(sample, errors="coerce").notna().all():
                meaning = "text_number"
            else:
                meaning = "category" if distinct <= 20 else "many_categories" if ratio <= .5 else "text_or_id"
            columns.append({"name": name, "kind": kind, "inferred": meaning, "distinct": distinct, "count": len(filled)})
        return {"columns": columns}

    def get_temporal_pattern(self, column):
        s, t = self.times(column)
        t = t.dropna()
        def parts(values):
            counts = values.value_counts().sort_index()
            return [{"value": int(v), "count": int(c), "percent": share(int(c), len(t))} for v, c in counts.items()]
        years = parts(t.dt.year)
        return {"column": column, "years": years if len(years) > 1 else [], "months": parts(t.dt.month), "weekdays": parts(t.dt.dayofweek + 1),
                "valid": len(t), "missing": int(s.isna().sum()), "invalid": int(s.count() - len(t))}

    def summarize_categorical_distribution(self, column):
        s = self.column(column)
        counts, n = self.frequencies(s), int(s.count())
        one, three = share(int(counts.head(1).sum()), n), share(int(counts.head(3).sum()), n)
        balance = "very_biased" if one > 80 else "biased" if one > 50 else "slightly_biased" if three > 80 else "balanced"
        top = [{"value": cell(v, self.kinds[column]), "count": int(c), "percent": share(int(c), n)} for v, c in counts.head(10).items()]
        return {"column": column, "distinct": len(counts), "count": n, "missing": int(s.isna().sum()), "top1_percent": one, "top3_percent": three,
                "balance": balance, "top": top}


# calls

class Caller:
    def __init__(self, frame, kinds, seed):
        self.frame, self.kinds, self.r = frame, kinds, random.Random(seed)

    def any(self, *kinds):
        names = [n for n, k in self.kinds.items() if not kinds or k in kinds]
        # sometimes a column that does not fit
        if not names or self.r.random() < .06:
            names = list(self.kinds) + ["없는 열"]
        return self.r.choice(names)

    def value(self, column):
        s = self.frame[column].dropna()
        if len(s) == 0:
            return self.r.choice(["x", "1"])
        value, kind = cell(s.iloc[self.r.randrange(len(s))], self.kinds[column]), self.kinds[column]
        if kind == "integer" and self.r.random() < .2 and abs(value) < 2**50:
            return value + .5
        if kind == "text" and self.r.random() < .2:
            return value[: max(1, len(value) // 2)]
        return value

    def condition(self):
        column = self.any()
        if column not in self.kinds:
            return {"column": column, "operator": "==", "value": 1}
        kind = self.kinds[column]
        operators = ["==", "!="] if kind == "boolean" else ["==", "!=", ">", "<", ">=", "<=", "is_missing", "in"] + (["contains"] if kind != "number" else [])
        operator = self.r.choice(operators)
        if operator == "is_missing":
            return {"column": column, "operator": operator}
        if operator == "in":
            return {"column": column, "operator": operator, "value": [self.value(column) for _ in range(3)]}
        value = self.value(column)
        if operator == "contains":
            value = str(value)[: 1 + self.r.randrange(4)].swapcase()
        return {"column": column, "operator": operator, "value": value}

    def filter(self):
        roll = self.r.random()
        if roll < .6:
            return self.condition()
        if roll < .75:
            return {"all": [self.condition(), self.condition()]}
        if roll < .9:
            return {"any": [self.condition(), self.condition()]}
        return {"not": self.condition()}

    def call(self, name):
        r, args = self.r, {}
        if name in ("get_value_counts", "get_unique_values", "summarize_categorical_distribution", "sort_dataframe", "analyze_missing_pattern"):
            args["column"] = self.any()
        if name in ("get_column_statistics", "get_outliers", "calculate_percentile"):
            args["column"] = self.any("integer", "number")
        if name in ("get_date_range", "get_temporal_pattern"):
            args["column"] = self.any("date", "timestamp") if r.random() < .7 else self.any("text")
        if name == "get_value_counts" and r.random() < .6:
            args["top_n"] = r.choice([1, 2, 3, 5, 50])
        if name == "sort_dataframe":
            args["ascending"], args["top_n"] = r.random() < .5, r.choice([1, 5, 10, 30])
        if name == "filter_dataframe":
            args = self.condition()
        if name == "get_correlation" and r.random() < .5:
            args["columns"] = [self.any("integer", "number") for _ in range(r.choice([1, 2, 3]))]
            args["columns"] = list(dict.fromkeys(args["columns"]))
        if name == "group_by_aggregate":
            operation = r.choice(["sum", "mean", "count", "min", "max", "median", "std"])
            args = {"group_column": self.any(), "agg_column": self.any("integer", "number", *(["date", "timestamp"] if operation in ("min", "max") else [])), "operation": operation}
        if name == "get_outliers" and r.random() < .5:
            args["multiplier"] = r.choice([0.5, 1.0, 3.0])
        if name == "calculate_percentile":
            args["percentile"] = r.choice([0, 100, 50, 90, 99.9, 33.3, 2.5])
        if name == "get_sample_rows":
            args["n"] = r.choice([1, 5, 20])
            if r.random() < .4:
                column = self.any("text", "integer")
                if column in self.kinds:
                    args["column"], args["value"] = column, self.value(column)
        if name == "cross_tabulation":
            args = {"row_column": self.any("text", "integer", "boolean"), "col_column": self.any("text", "integer", "boolean"), "normalize": r.random() < .4}
        if name == "get_column_correlation_with_target":
            args["target_column"] = self.any("integer", "number")
        if r.random() < .3:
            args["filter"] = self.filter()
        return args


NAMES = [name for name in vars(Tools) if name.startswith(("get_", "filter_", "sort_", "group_", "calculate_", "cross_", "analyze_", "detect_", "summarize_"))]


def calls(paths, each):
    found = []
    for number, path in enumerate(paths):
        frame, kinds = load(path)
        tools, caller = Tools(frame, kinds), Caller(frame, kinds, 1000 + number)
        for name in NAMES * each:
            args = caller.call(name)
            started = time.perf_counter()
            try:
                expected = {"data": tools.run(name, args)}
            except Refused as refused:
                expected = {"error": refused.args[0]}
            found.append({"table": Path(path).name, "name": name, "args": args, **expected, "seconds": time.perf_counter() - started})
    return found


# groups by units of time, by two columns, with comparisons and shares

UNITS = {"year": lambda t: t.dt.year, "quarter": lambda t: t.dt.quarter, "month": lambda t: t.dt.month,
         "weekday": lambda t: t.dt.dayofweek + 1, "hour": lambda t: t.dt.hour}
COMPARISONS = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
               ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b}


class Grouped(Tools):
    def key(self, name, unit):
        if unit is None:
            return self.column(name), self.kinds[name]
        s = self.column(name)
        if self.kinds[name] not in ("date", "timestamp", "text"):
            raise Refused("not_temporal")
        times = pd.to_datetime(s.astype("string"), errors="coerce", format="ISO8601")
        if times.isna().all():
            raise Refused("not_temporal")
        if unit == "hour" and (times.dropna() == times.dropna().dt.normalize()).all():
            raise Refused("no_hours")
        return UNITS[unit](times).astype("Int64"), "integer"

    def run(self, args):
        args = dict(args)
        self.frame = self.whole
        if (condition := args.pop("filter", None)) is not None:
            self.frame = self.whole[self.mask(condition)]
            if not len(self.frame):
                raise Refused("no_rows")
        first, unit, operation = args["group_column"], args.get("group_unit"), args["operation"]
        second, other_unit = args.get("second_column"), args.get("second_unit")
        keys, kinds = zip(*[self.key(name, unit) for name, unit in ((first, unit), (second, other_unit)) if name])
        s, kind = self.column(args["agg_column"], filled=False), self.kinds[args["agg_column"]]
        if operation != "count" and kind not in ("integer", "number"):
            raise Refused("not_numeric")
        if kind == "integer" and operation != "count":
            s = s.astype("float64")
        by = list(range(len(keys)))
        grouped = pd.DataFrame({**dict(enumerate(keys)), "of": s}).groupby(by, sort=True, dropna=True, observed=True)
        figures, sizes = grouped["of"].agg(operation), grouped.size()
        whole = int(s.notna().sum()) if operation == "count" else float(s.sum())
        groups = []
        for key in figures.index:
            value = figures[key]
            cells = [cell(own, kind) for own, kind in zip(key if isinstance(key, tuple) else (key,), kinds)]
            group = {"group": cells[0], **({"second": cells[1]} if second else {}), "value": None if pd.isna(value) else float(value)}
            if args.get("normalize"):
                group["percent"] = float(value) / whole * 100 if whole > 0 and (figures >= 0).all() else None
            groups.append({**group, "row_count": int(sizes[key])})
        data = {"group_column": first, "agg_column": args["agg_column"], "operation": operation}
        data |= {name: args[name] for name in ("group_unit", "second_column", "second_unit") if name in args}
        if "having_operator" in args:
            compares = COMPARISONS[args["having_operator"]]
            data["compared_groups"] = len(groups)
            groups = [own for own in groups if own["value"] is not None and compares(own["value"], args["having_value"])]
        if args.get("normalize"):
            data["total"] = whole
        missing = int(pd.concat([own.isna() for own in keys], axis=1).any(axis=1).sum())
        return {**data, "groups": groups, "group_count": len(groups), "missing": missing}


def grouped_calls(path, count):
    frame, kinds = load(path)
    tools, r, found = Grouped(frame, kinds), random.Random(7), []
    times, texts = [name for name in kinds if kinds[name] in ("date", "timestamp")], ["시군구", "기상상태", "야간", "메모"]
    for _ in range(count):
        args = {"agg_column": r.choice(["사망자수", "중상자수", "ECLO", "위도", "시군구"]), "operation": r.choice(["sum", "mean", "count", "median", "std", "min", "max"])}
        if r.random() < .6:
            args |= {"group_column": r.choice(times + ["메모"]), "group_unit": r.choice(list(UNITS))}
        else:
            args["group_column"] = r.choice(texts)
        if r.random() < .5:
            args["second_column"] = r.choice([name for name in texts + times if name != args["group_column"]])
            if args["second_column"] in times:
                args["second_unit"] = r.choice(list(UNITS))
        if r.random() < .4:
            args |= {"having_operator": r.choice(list(COMPARISONS)), "having_value": r.choice([0, 1, 2.5, 10, 20, 600])}
        if args["operation"] in ("sum", "count") and r.random() < .5:
            args["normalize"] = True
        if r.random() < .3:
            args["filter"] = {"column": "ECLO", "operator": r.choice([">=", "<"]), "value": r.randrange(1, 40)}
        try:
            expected = {"data": tools.run(args)}
        except Refused as refused:
            expected = {"error": refused.args[0]}
        found.append({"table": Path(path).name, "name": "group_by_aggregate", "args": args, **expected, "seconds": 0})
    return found


def write(path, found, with_times):
    if not with_times:
        for call in found:
            del call["seconds"]
    lines = ",\n".join(json.dumps(call, ensure_ascii=False, allow_nan=False) for call in found)
    Path(path).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    refused = sum("error" in call for call in found)
    print(f"{len(found)} calls, {refused} of them refused, {len(NAMES)} tools")


if __name__ == "__main__":
    pd.options.mode.copy_on_write = True
    if sys.argv[1] == "generate":
        tables = generate(HERE / "tables")
        write(HERE / "calls.json", calls(tables, 4) + grouped_calls(HERE / "tables/accidents.csv", 80), False)
    else:
        write(sys.argv[2], calls(sys.argv[3:], 4), True)
