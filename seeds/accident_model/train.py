#!/usr/bin/env python3
"""Trains a model of accident severity, measures it, and writes a bundle: model.txt and model.json.

    python3 -m venv venv
    venv/bin/pip install --require-hashes --no-deps --only-binary :all: -r requirements.txt
    venv/bin/python train.py                                    # the demo model: writes into this folder, with golden.csv
    venv/bin/python train.py --csv FILE --out DIR --model-version NAME --source TEXT
    venv/bin/python train.py --csv FILE --out DIR --model-version NAME --source TEXT --model FILE

The last one trains nothing: it measures a model on accidents that the model has not seen.

The rows are divided once, by a fixed seed, into three parts: the model learns from the first (70 %), the interval is fitted to the
second (15 %), and quality and coverage are measured on the third (15 %), which nothing else has touched.
"""

import argparse
import csv
import hashlib
import json
import math
import pathlib
import sys

import lightgbm
import numpy

import records
import synthetic
from fields import NAMES, SHA256, TABLES, VALUES

HERE = pathlib.Path(__file__).parent
SYNTHETIC_ROWS = 160_000
GOLDEN_ROWS = 96
SHARES = (0.70, 0.15)
# 500 trees of 31 leaves, of at least 200 accidents and shrunk: smaller leaves learn chance by heart and are worse on the third part
PARAMETERS = {
    "objective": "regression", "num_leaves": 31, "learning_rate": 0.05, "feature_fraction": 0.8, "bagging_fraction": 0.8, "bagging_freq": 0,
    "min_data_in_leaf": 200, "lambda_l2": 20, "seed": 42, "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}
TREES = 500
# the share of accidents that an interval should contain
LEVEL = 0.9
# a group with fewer accidents takes the interval of all
LEAST_GROUP = 500
GROUPS = "사고유형"
CUT_OFFS = [3, 5, 10]
LEAST_ROWS = 5_000


def main():
    options = arguments()
    if options.csv:
        features, eclo, skipped = records.read(options.csv)
        if len(eclo) < LEAST_ROWS:
            sys.exit(f"{len(eclo)} usable rows are too few; at least {LEAST_ROWS} are needed")
    else:
        features, eclo, skipped = *synthetic.accidents(SYNTHETIC_ROWS, seed=39_609), 0
        check_targets(eclo)
    target = numpy.log1p(eclo)
    if options.model:
        text = pathlib.Path(options.model).read_text(encoding="utf-8")
        train, calibrate, test = None, *halves(len(target))
    else:
        train, calibrate, test = parts(len(target))
        text = fit(features[train], target[train])
    # what was saved predicts, not what is in memory
    model = lightgbm.Booster(model_str=text)
    if model.feature_name() != NAMES:
        sys.exit(f"the features of the model are {model.feature_name()}, not {NAMES}")
    raw = model.predict(features)
    quantiles = conformal(features[calibrate], target[calibrate] - raw[calibrate])
    metadata = {
        "format": 1,
        "version": options.model_version,
        "demo": not options.csv,
        "source": {"korean": options.source_korean or options.source, "english": options.source},
        "model": {"file": "model.txt", "bytes": len(text.encode()), "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "features": NAMES,
        "categories": {"name": TABLES["name"], "sha256": SHA256},
        "target": "log1p(ECLO)",
        "years": years(model),
        "rows": {"train": 0 if train is None else len(train), "calibration": len(calibrate), "test": len(test), "skipped": skipped},
        "cut_offs": CUT_OFFS,
        "interval": {"level": LEVEL, "groups": GROUPS, **quantiles},
        "quality": quality(features, target, raw, (train if train is not None else calibrate, test), quantiles),
    }
    write(pathlib.Path(options.out), text, metadata)
    if not options.csv:
        write_golden(pathlib.Path(options.out) / "golden.csv", model, quantiles)
    print(json.dumps(metadata["quality"]))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csv")
    parser.add_argument("--out", default=str(HERE))
    parser.add_argument("--model-version", default="demo-1")
    parser.add_argument("--source", default="invented accidents (seeds/accident_model/synthetic.py)")
    parser.add_argument("--source-korean")
    parser.add_argument("--model")
    options = parser.parse_args()
    if options.model and not options.csv:
        parser.error("--model needs --csv")
    if not options.csv:
        options.source_korean = options.source_korean or "가상으로 만든 사고(seeds/accident_model/synthetic.py)"
    return options


def check_targets(eclo):
    """The invented accidents are like the published table in what is published about it."""
    assert abs(eclo.mean() - 4.73) < 0.05, eclo.mean()
    assert abs(eclo.std() - 3.21) < 0.1, eclo.std()
    assert numpy.median(eclo) == 3 and eclo.min() == 1 and eclo.max() <= 74


def parts(count):
    order = numpy.random.default_rng(42).permutation(count)
    first, second = int(count * SHARES[0]), int(count * sum(SHARES))
    return order[:first], order[first:second], order[second:]


def halves(count):
    order = numpy.random.default_rng(42).permutation(count)
    return order[: count // 2], order[count // 2 :]


def fit(features, target):
    data = lightgbm.Dataset(features, target, feature_name=NAMES, params={"verbose": -1})
    return lightgbm.train(PARAMETERS, data, num_boost_round=TREES).model_to_string()


def conformal(features, residuals):
    """Quantiles of the residuals on the log scale, of all accidents and of each group that is large enough.

    Split conformal prediction (Papadopoulos et al. 2002; Lei et al. 2018) with signed residuals, each tail at half of the error rate,
    because ECLO is skewed. By groups: Mondrian conformal prediction (Vovk et al. 2003).
    """
    groups = features[:, NAMES.index(GROUPS)]
    found = {"all": bounds(residuals), "by_group": {}}
    for code, value in enumerate(VALUES[GROUPS]):
        own = residuals[groups == code]
        if len(own) >= LEAST_GROUP:
            found["by_group"][value] = bounds(own)
    return found


def bounds(residuals):
    """The order statistics that bound a new residual with probability LEVEL at least, if accidents are exchangeable."""
    residuals, count = numpy.sort(residuals), len(residuals)
    tail = (1 - LEVEL) / 2
    rank = math.ceil((count + 1) * (1 - tail))
    return {"lower": float(residuals[count - rank]), "upper": float(residuals[rank - 1]), "rows": count}


def interval(features, quantiles):
    """Lower and upper residual of each row."""
    groups = features[:, NAMES.index(GROUPS)]
    lower, upper = numpy.full(len(features), quantiles["all"]["lower"]), numpy.full(len(features), quantiles["all"]["upper"])
    for value, own in quantiles["by_group"].items():
        chosen = groups == VALUES[GROUPS].index(value)
        lower[chosen], upper[chosen] = own["lower"], own["upper"]
    return lower, upper


def quality(features, target, raw, rows, quantiles):
    """Measures on the last part. RMSLE is the root of the mean squared difference of log1p(ECLO)."""
    train, test = rows
    lower, upper = interval(features[test], quantiles)
    residuals = target[test] - raw[test]
    inside = (lower <= residuals) & (residuals <= upper)
    width = numpy.expm1(raw[test] + upper) - numpy.expm1(raw[test] + lower).clip(0)
    groups = features[test, NAMES.index(GROUPS)]
    shown = {value: float(inside[groups == code].mean()) for code, value in enumerate(VALUES[GROUPS]) if (groups == code).any()}
    return {
        "rmsle": rmsle(residuals),
        "rmsle_constant": rmsle(target[test] - target[train].mean()),
        "rmsle_linear": rmsle(target[test] - linear(features[train], target[train], features[test])),
        "coverage": float(inside.mean()),
        "coverage_by_group": shown,
        "mean_width": float(width.mean()),
    }


def rmsle(differences):
    return float(numpy.sqrt((differences**2).mean()))


def linear(features, target, others):
    """Least squares on indicators of the categories, the hour's period among them, and the numbers as they are."""
    def design(values):
        columns = [numpy.ones(len(values))]
        for index, name in enumerate(NAMES):
            if name in VALUES:
                columns += [values[:, index] == code for code in range(1, len(VALUES[name]))]
            else:
                columns.append(values[:, index])
        return numpy.column_stack(columns).astype(float)

    solution, *_ = numpy.linalg.lstsq(design(features), target, rcond=None)
    return design(others) @ solution


def years(model):
    """The years that the model learned from, as its text names them."""
    found = model.dump_model()["feature_infos"].get("사고연")
    if not found:
        sys.exit("the model does not name the years that it learned from; a model of a single year cannot be used")
    return {"first": int(found["min_value"]), "last": int(found["max_value"])}


def write(folder, text, metadata):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.txt").write_text(text, encoding="utf-8", newline="")
    (folder / "model.json").write_text(json.dumps(metadata, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_golden(path, model, quantiles):
    """Random accidents with what LightGBM computes for them: raw value, ECLO, its interval, contributions and the expected value."""
    random = numpy.random.default_rng(7)
    features = numpy.column_stack([
        random.integers(0, len(VALUES[name]), GOLDEN_ROWS) if name in VALUES else random.integers(*golden_range(name), GOLDEN_ROWS)
        for name in NAMES
    ]).astype(float)
    raw, contributions = model.predict(features), model.predict(features, pred_contrib=True)
    lower, upper = interval(features, quantiles)
    columns = [numpy.expm1(raw), numpy.expm1(raw + lower), numpy.expm1(raw + upper)]
    columns = [raw, *(column.clip(0) for column in columns), *contributions.T]
    with open(path, "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow([*NAMES, "raw", "eclo", "lower", "upper", *(f"contribution {name}" for name in NAMES), "expected"])
        for row, *numbers in zip(features, *columns):
            lines.writerow([*(int(value) for value in row), *(repr(float(number)) for number in numbers)])


def golden_range(name):
    # days of every month, so that each row is a possible date; years beyond the training ones, too
    return {"사고시": (0, 24), "사고연": (2017, 2026), "사고월": (1, 13), "사고일": (1, 29)}[name]


if __name__ == "__main__":
    main()
