"""Makes words.bin out of the embedding model: python words.py MODEL_FOLDER, with numpy and onnxruntime installed.

The first 14,000 whole words of the vocabulary (it is in order of frequency), each by itself through the model; less their mean;
the 96 components in which they differ most (their principal components); each vector scaled to its largest component, a signed
byte a component. The same model gives the same file but for rounding.
"""

import json
import pathlib
import re
import sys

import numpy
import onnxruntime

WORDS = 14_000
DIMENSIONS = 96

folder = pathlib.Path(sys.argv[1])
vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
in_order = sorted(vocabulary.items(), key=lambda entry: entry[1])
words = [word for word, _ in in_order if re.fullmatch("[a-z]{3,}", word)][:WORDS]
session = onnxruntime.InferenceSession(folder / "model.onnx")
vectors = []
for first in range(0, len(words), 256):
    ids = [[vocabulary["[CLS]"], vocabulary[word], vocabulary["[SEP]"]] for word in words[first : first + 256]]
    ids = numpy.array(ids, numpy.int64)
    vectors.append(session.run(["embedding"], {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})[0])
vectors = numpy.concatenate(vectors).astype(numpy.float64)
vectors -= vectors.mean(axis=0)
_, _, components = numpy.linalg.svd(vectors, full_matrices=False)
reduced = vectors @ components[:DIMENSIONS].T
largest = numpy.abs(reduced).max(axis=1, keepdims=True)
packed = numpy.rint(reduced / largest * 127).astype(numpy.int8)
pathlib.Path(__file__).with_name("words.bin").write_bytes("\n".join(words).encode() + b"\n\n" + packed.tobytes())
