"""Times of the severity model in LightGBM, lleaves and Treelite, and rows that it is measured with.

    trees.py rows MODEL.txt ROWS.csv     # writes rows of the model's features, with LightGBM's predictions
    trees.py times MODEL.txt ROWS.csv    # prints the times as JSON: each on one thread, the fastest of five passes
"""
import csv
import json
import re
import sys
import tempfile
import time
from pathlib import Path

import lightgbm
import numpy

ROWS, BATCH, SINGLES, EXPLAINED, PASSES = 1_000, 100_000, 5_000, 200, 5


def booster(model):
    return lightgbm.Booster(model_file=model)


def write_rows(model, path):
    """Random values within the range of each feature."""
    infos = re.search(r"^feature_infos=(.*)$", Path(model).read_text(), re.M)[1].split()
    ranges = [tuple(float(end) for end in info.strip("[]").split(":")) for info in infos]
    generator = numpy.random.default_rng(20260101)
    columns = [generator.integers(int(low), int(high) + 1, ROWS) for low, high in ranges]
    rows = numpy.column_stack(columns).astype(float)
    predictions = booster(model).predict(rows, num_threads=1)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["x"] * rows.shape[1] + ["prediction"])
        writer.writerows([*map(repr, map(float, row)), repr(float(found))] for row, found in zip(rows, predictions))


def read_rows(path):
    with open(path, encoding="utf-8") as file:
        lines = csv.reader(file)
        width = next(lines).count("x")
        return numpy.array([[float(cell) for cell in line[:width]] for line in lines])


def times(rows, predict):
    """The median of single predictions in microseconds, and the fastest time of a batch in seconds."""
    batch = numpy.resize(rows, (BATCH, rows.shape[1]))
    singles = []
    for place in range(SINGLES):
        row = rows[place % len(rows)].reshape(1, -1)
        began = time.perf_counter()
        predict(row)
        singles.append(time.perf_counter() - began)
    return {"single_us": 1e6 * float(numpy.median(singles)), "batch_s": fastest(lambda: predict(batch))}


def fastest(run):
    passes = []
    for _ in range(PASSES):
        began = time.perf_counter()
        run()
        passes.append(time.perf_counter() - began)
    return min(passes)


def measured(model, path):
    import lleaves
    import tl2cgen
    import treelite

    rows, found = read_rows(path), {}
    trained = booster(model)
    found["LightGBM"] = times(rows, lambda part: trained.predict(part, num_threads=1))
    several = numpy.resize(rows, (EXPLAINED, rows.shape[1]))
    explain = fastest(lambda: trained.predict(several, pred_contrib=True, num_threads=1))
    found["LightGBM"]["contributions_us"] = 1e6 * explain / EXPLAINED
    compiled = lleaves.Model(model_file=model)
    compiled.compile()
    found["lleaves"] = times(rows, lambda part: compiled.predict(part, n_jobs=1))
    loaded = treelite.frontend.load_lightgbm_model(model)
    found["Treelite"] = times(rows, lambda part: treelite.gtil.predict(loaded, part, nthread=1))
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "model.so")
        tl2cgen.export_lib(loaded, toolchain="gcc", libpath=library, params={"parallel_comp": 4})
        generated = tl2cgen.Predictor(library, nthread=1)
        found["Treelite, compiled"] = times(rows, lambda part: generated.predict(tl2cgen.DMatrix(part)))
    return found


if __name__ == "__main__":
    action, model, path = sys.argv[1:]
    if action == "rows":
        write_rows(model, path)
    else:
        json.dump(measured(model, path), sys.stdout)
