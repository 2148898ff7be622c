#!/usr/bin/env python3
"""Trains a small model of every kind with LightGBM, and writes what LightGBM predicts with it.

    python3 -m venv venv
    venv/bin/pip install --require-hashes --no-deps --only-binary :all: -r requirements.txt
    venv/bin/python models.py

With a folder as argument, it only writes NAME.csv beside each NAME.txt there: ../examples/measure_trees.rs compares such models.
With a model, a number and a name as arguments, it writes the first trees of a foreign model, which is too large to be stored, as v3_NAME.

For each model, NAME.txt in the folder models is the model. NAME.csv has rows of features (x), their raw scores (raw), their
predictions (prediction), the contributions of the features to the raw scores with the expected value at the end of each output
(contribution), and the leaf that they reach in each tree (leaf). The rows are chosen to be difficult: thresholds and their
neighbours, numbers near zero, missing and infinite values, and categories that no training row had. Models v3_* are not trained
here; only their predictions are written. The thresholds of near_zero are not trained either.
"""

import csv
import itertools
import pathlib
import re
import sys

import lightgbm
import numpy

MODELS = pathlib.Path(__file__).parent / "models"
TRAINING_ROWS = 400
NUMERIC, CATEGORIES, WIDE = 4, 90, 25
COMMON = {
    "num_leaves": 6, "min_data_in_leaf": 8, "learning_rate": 0.3, "num_threads": 1, "deterministic": True, "seed": 7,
    "verbose": -1, "cat_smooth": 1, "cat_l2": 1, "min_data_per_group": 4, "max_cat_to_onehot": 2,
}
# LightGBM counts numbers up to ZERO as zero
ZERO = float(numpy.float32(1e-35))
NEAR_ZERO = [0.0, 1e-36, -1e-36, ZERO, -ZERO, 1.5e-35, -1.5e-35, -0.0]
FOREST = {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6, "feature_fraction": 0.8}
# many different features on a path
CHAIN = {"min_data_in_leaf": 1, "feature_fraction_bynode": 0.1, "extra_trees": True}

# name: (parameters, kind of target, kinds of features)
KINDS = {
    "regression": ({"objective": "regression"}, "real", "missing"),
    "no_missing": ({"objective": "regression"}, "real", "numeric"),
    "missing_unused": ({"objective": "regression", "use_missing": False}, "real", "missing"),
    "missing_matters": ({"objective": "regression"}, "real", "meaningful"),
    "zero_missing": ({"objective": "regression", "zero_as_missing": True}, "real", "sparse"),
    "sqrt": ({"objective": "regression", "reg_sqrt": True}, "real", "missing"),
    "mape_sqrt": ({"objective": "mape", "reg_sqrt": True}, "positive", "numeric"),
    "huber": ({"objective": "huber"}, "real", "numeric"),
    "quantile": ({"objective": "quantile", "alpha": 0.8}, "real", "numeric"),
    "poisson": ({"objective": "poisson"}, "count", "missing"),
    "gamma": ({"objective": "gamma"}, "positive", "numeric"),
    "tweedie": ({"objective": "tweedie"}, "count", "numeric"),
    "binary": ({"objective": "binary", "sigmoid": 0.7}, "binary", "missing"),
    "cross_entropy": ({"objective": "cross_entropy"}, "fraction", "numeric"),
    "cross_entropy_lambda": ({"objective": "cross_entropy_lambda"}, "fraction", "numeric"),
    "multiclass": ({"objective": "multiclass", "num_class": 3}, "class", "missing"),
    "multiclassova": ({"objective": "multiclassova", "num_class": 3, "sigmoid": 1.6}, "class", "numeric"),
    "lambdarank": ({"objective": "lambdarank"}, "grade", "missing"),
    "rank_xendcg": ({"objective": "rank_xendcg"}, "grade", "numeric"),
    "categorical": ({"objective": "regression"}, "real", "categorical"),
    "one_category": ({"objective": "binary", "max_cat_to_onehot": 100}, "binary", "categorical"),
    "forest": ({"objective": "regression", **FOREST}, "real", "missing"),
    "forest_binary": ({"objective": "binary", **FOREST}, "binary", "missing"),
    "forest_multiclass": ({"objective": "multiclass", "num_class": 3, **FOREST}, "class", "categorical"),
    "dart": ({"objective": "regression", "boosting": "dart", "drop_rate": 0.5}, "real", "missing"),
    "monotone": ({"objective": "regression", "monotone_constraints": [1, 0, -1, 0, 0]}, "real", "missing"),
    "constant": ({"objective": "binary", "min_data_in_leaf": 1000}, "binary", "numeric"),
    "categorical_missing": ({"objective": "regression"}, "real", "categorical missing"),
    "categorical_zero_missing": ({"objective": "binary", "zero_as_missing": True}, "binary", "categorical sparse"),
    "forest_categorical": ({"objective": "regression", **FOREST}, "real", "categorical missing"),
    "forest_zero_missing": ({"objective": "regression", "zero_as_missing": True, **FOREST}, "real", "sparse"),
    "multiclass_zero_missing": ({"objective": "multiclass", "num_class": 3, "zero_as_missing": True}, "class", "sparse"),
    "weighted": ({"objective": "regression"}, "real", "weighted"),
    "bagging": ({"objective": "poisson", "bagging_freq": 1, "bagging_fraction": 0.5}, "count", "missing"),
    "goss": ({"objective": "regression", "data_sample_strategy": "goss"}, "real", "missing"),
    "extra_trees": ({"objective": "regression", "extra_trees": True, "path_smooth": 2}, "real", "missing"),
    "without_average": ({"objective": "regression", "boost_from_average": False}, "real", "numeric"),
    # paths with the same features several times, and leaves of a single row
    "deep": ({"objective": "regression", "num_leaves": 40, "min_data_in_leaf": 1, "num_iterations": 2}, "real", "missing"),
    # paths with more features than most models have
    "wide": ({"objective": "regression", "num_leaves": 48, "num_iterations": 2, **CHAIN}, "real", "wide"),
    "own_objective": ({"objective": lambda scores, data: (scores - data.get_label(), numpy.ones_like(scores))}, "real", "missing"),
}


def main():
    if len(sys.argv) == 4:
        model, count, name = sys.argv[1:]
        (MODELS / f"v3_{name}.txt").write_text(first_trees(pathlib.Path(model).read_text(), int(count)))
        write_tables([MODELS / f"v3_{name}.txt"])
        return
    if len(sys.argv) > 1:
        write_tables(pathlib.Path(sys.argv[1]).glob("*.txt"))
        return
    for name, (parameters, target, features) in KINDS.items():
        model = train(parameters, target, features)
        (MODELS / f"{name}.txt").write_text(model.model_to_string())
        write_predictions(MODELS / f"{name}.csv", model, rows=12 if features == "wide" else 32)
    (MODELS / "near_zero.txt").write_text(with_thresholds((MODELS / "no_missing.txt").read_text(), NEAR_ZERO))
    write_predictions(MODELS / "near_zero.csv", lightgbm.Booster(model_file=str(MODELS / "near_zero.txt")), rows=32)
    write_tables(MODELS.glob("v3_*.txt"))


def write_tables(models):
    for path in sorted(models):
        write_predictions(path.with_suffix(".csv"), lightgbm.Booster(model_file=str(path)), rows=32)


def train(parameters, target, features):
    random = numpy.random.default_rng(11)
    kinds = features.split()
    values = random.normal(size=(TRAINING_ROWS, NUMERIC + 1))
    values[:, NUMERIC] = random.integers(0, CATEGORIES, TRAINING_ROWS)
    signal = values[:, 0] - 2 * (values[:, 1] > 0.3) * values[:, 2] + numpy.sin(values[:, NUMERIC] * 12.9) + random.normal(0, 0.3, TRAINING_ROWS)
    if "missing" in kinds:
        values[random.random(values.shape) < 0.15] = numpy.nan
    if "meaningful" in kinds:
        # gives thresholds that are infinite
        values[random.random(values.shape) < 0.15] = numpy.nan
        signal += 5 * numpy.isnan(values[:, 3])
    if "sparse" in kinds:
        values[random.random(values.shape) < 0.4] = 0
    if "wide" in kinds:
        values = numpy.column_stack([values, random.integers(0, 9, size=(TRAINING_ROWS, WIDE))])
        # each of these features matters only if all before it are above zero
        signal += numpy.cumprod(values[:, NUMERIC + 1:] > 0, axis=1).sum(axis=1)
    grouped = target == "grade"
    data = lightgbm.Dataset(
        values, label(target, signal, random), group=[20] * (TRAINING_ROWS // 20) if grouped else None,
        weight=random.uniform(0.2, 5, TRAINING_ROWS) if "weighted" in kinds else None,
        categorical_feature=[NUMERIC] if "categorical" in kinds else [],
    )
    return lightgbm.train({**COMMON, **parameters}, data, num_boost_round=3 if "num_class" in parameters else 6)


def label(target, signal, random):
    match target:
        case "real":
            return signal
        case "positive":
            return numpy.exp(signal / 2) + 0.1
        case "count":
            return random.poisson(numpy.exp(signal / 2))
        case "binary":
            return (signal > 0).astype(int)
        case "fraction":
            return 1 / (1 + numpy.exp(-signal))
        case "class":
            return numpy.digitize(signal, [-0.7, 0.7])
        case "grade":
            return numpy.digitize(signal, [-1, 0, 1, 2])


def with_thresholds(text, thresholds):
    """Replaces the thresholds of a model, and corrects the lengths of its trees."""
    head, *trees = text.split("end of trees")[0].split("Tree=")
    numbers = itertools.cycle(thresholds)
    replaced = [
        re.sub("(?<=\nthreshold=).*", lambda line: " ".join(repr(next(numbers)) for _ in line[0].split()), f"Tree={tree}") for tree in trees
    ]
    head = re.sub("(?<=\ntree_sizes=).*", " ".join(str(len(tree)) for tree in replaced), head)
    return head + "".join(replaced) + "end of trees\n"


def first_trees(text, count):
    """The head of a model, its first trees, and what follows the last one, without the importance of features in all trees."""
    trees, rest = text.split("end of trees")
    head, *trees = trees.split("Tree=")
    sizes = re.search("(?<=\ntree_sizes=).*", head)[0].split()[:count]
    head = re.sub("(?<=\ntree_sizes=).*", " ".join(sizes), head)
    rest = re.sub("\nfeature_importances:\n(.+\n)*", "\n", rest)
    return head + "".join(f"Tree={tree}" for tree in trees[:count]) + "end of trees" + rest


def write_predictions(path, model, rows):
    # the text that was saved, not the model in memory: the difference would be LightGBM's
    model = lightgbm.Booster(model_str=model.model_to_string())
    features = difficult_rows(model, rows)
    raw = model.predict(features, raw_score=True).reshape(rows, -1)
    predictions = model.predict(features).reshape(rows, -1)
    contributions = model.predict(features, pred_contrib=True).reshape(rows, -1)
    leaves = model.predict(features, pred_leaf=True).reshape(rows, -1)
    with open(path, "w", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        columns = {"x": features, "raw": raw, "prediction": predictions, "contribution": contributions, "leaf": leaves}
        lines.writerow([title for title, values in columns.items() for _ in range(values.shape[1])])
        for index in range(rows):
            reals = [*features[index], *raw[index], *predictions[index]]
            lines.writerow(
                [repr(float(real)).removesuffix(".0") for real in reals] + [f"{real:.13g}" for real in contributions[index]]
                + [int(leaf) for leaf in leaves[index]]
            )


def difficult_rows(model, rows):
    random = numpy.random.default_rng(5)
    thresholds, categorical = splits(model)
    columns = []
    for feature in range(model.num_feature()):
        if feature in categorical:
            pool = [-1, -0.5, 0.5, 3.7, 1e10, 2.0**31, numpy.nan, numpy.inf, -numpy.inf, 0, 1, 31, 32, 63, 64, 200]
            usual = random.integers(0, CATEGORIES, rows).astype(float)
        else:
            near = [ZERO, numpy.nextafter(ZERO, 1), numpy.nextafter(ZERO, 0), 1e-36, 0.0, 1e-35]
            pool = [sign * value for value in near for sign in (1, -1)] + [numpy.nan] * 4 + [numpy.inf, -numpy.inf, 1e300]
            chosen = thresholds.get(feature) or [0.0]
            pool += [value for edge in chosen for value in (edge, numpy.nextafter(edge, numpy.inf), numpy.nextafter(edge, -numpy.inf))]
            # round numbers, for the size of the file
            usual = numpy.round(random.choice(chosen, rows) + random.normal(size=rows), 2)
        columns.append(numpy.where(random.random(rows) < 0.5, random.choice(pool, rows), usual))
    return numpy.column_stack(columns)


def splits(model):
    """Returns the thresholds of numerical features, and the set of categorical features."""
    thresholds, categorical, tree = {}, set(), {}
    for line in model.model_to_string().splitlines():
        key, _, value = line.partition("=")
        tree[key] = value.split()
        if key == "decision_type":
            for feature, threshold, decision in zip(tree["split_feature"], tree["threshold"], tree["decision_type"]):
                if int(decision) & 1:
                    categorical.add(int(feature))
                else:
                    thresholds.setdefault(int(feature), []).append(float(threshold))
    return thresholds, categorical


if __name__ == "__main__":
    main()
