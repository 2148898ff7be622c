"""Build the reader's ONNX graph in int8 from its trained weights.

    export.py WEIGHTS.safetensors OUTPUT_FOLDER

OUTPUT_FOLDER receives model.onnx. Needs the packages of ../../localstack/parts/models.txt, whose graph of the encoder this one shares.

Inputs   input_ids       int64 [batch, sequence]: [CLS] question [SEP] passage [SEP]
         attention_mask  int64 [batch, sequence], 1 for a token and 0 for padding
         token_type_ids  int64 [batch, sequence], 1 for the passage and the [SEP] behind it
Outputs  relevance       f32 [batch], the log odds that the passage answers, against no passage at all
         spans           f32 [batch, sequence, 2], logits of the answer's first and last token

Weights of every MatMul are int8 per output channel with seven bits, as those of the embedding model; the word table is int8 too.
The graph is run on pairs beside the f32 one before it is kept: relevance may differ by 0.5 at most.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

sys.path.insert(0, str(Path(__file__).parents[2] / "localstack/parts"))
import export_model as encoder  # noqa: E402

MOST_DIFFERENCE = 0.5


def embeddings(graph, weights):
    """Word, position and segment embeddings of the input, normalised."""
    words = graph.constant("word_table", weights["embeddings.word_embeddings.weight"])
    types = graph.constant("type_table", weights["embeddings.token_type_embeddings.weight"])
    table = graph.constant("position_table", weights["embeddings.position_embeddings.weight"])
    length = graph.add("Shape", "sequence_length", "input_ids", start=1, end=2)
    start, axis = graph.constant("first_position", np.array([0])), graph.constant("position_axis", np.array([0]))
    rows = graph.add("Slice", "position_rows", table, start, length, axis)
    word = graph.add("Gather", "word_rows", words, "input_ids", axis=0)
    kind = graph.add("Gather", "type_rows", types, "token_type_ids", axis=0)
    summed = graph.add("Add", "typed", graph.add("Add", "word_at_position", word, rows), kind)
    return graph.layer_norm("embedded", summed, weights, "embeddings.LayerNorm")


def build(weights, heads):
    graph = encoder.Graph()
    encoder.mask(graph)
    hidden = embeddings(graph, weights)
    for layer in range(encoder.LAYERS):
        hidden = encoder.feed_forward(graph, weights, layer, encoder.attention(graph, weights, layer, hidden))
    first = graph.add("Gather", "first_token", hidden, graph.constant("first", np.array(0)), axis=1)
    score = graph.linear("score", first, heads["relevance.weight"].T, heads["relevance.bias"])
    graph.add("Squeeze", "relevance", score, graph.constant("score_axis", np.array([1])))
    product = graph.add("MatMul", "span_product", hidden, graph.constant("span_weight", heads["span.weight"].T))
    graph.add("Add", "spans", product, graph.constant("span_bias", heads["span.bias"]))
    shape = ["batch", "sequence"]
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in names]
    outputs = [
        helper.make_tensor_value_info("relevance", TensorProto.FLOAT, ["batch"]),
        helper.make_tensor_value_info("spans", TensorProto.FLOAT, [*shape, 2]),
    ]
    body = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 20)], producer_name="sisuiq", ir_version=10)
    onnx.checker.check_model(model)
    return model


def largest_difference(exact, quantised):
    """The largest difference of relevance over pairs of random words."""
    chosen, most = np.random.default_rng(34), 0.0
    sessions = [onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]) for path in (exact, quantised)]
    for length in (24, 80, 160, 280):
        ids = np.concatenate([[101], chosen.integers(1996, 29000, length), [102]])[None]
        ids[0, length // 4] = 102
        types = (np.arange(ids.shape[1]) > length // 4).astype(np.int64)[None]
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
        found = [session.run(["relevance"], given)[0] for session in sessions]
        most = max(most, float(np.abs(found[0] - found[1]).max()))
    return most


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tensors = load_file(sys.argv[1])
    weights = {name.removeprefix("bert."): value for name, value in tensors.items() if name.startswith("bert.")}
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(build(weights, tensors), exact)
        quantize_dynamic(
            exact,
            target / "model.onnx",
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
        difference = largest_difference(exact, target / "model.onnx")
    print(f"relevance differs by {difference:.3f} at most")
    if difference > MOST_DIFFERENCE:
        sys.exit("the quantised graph reads otherwise")


if __name__ == "__main__":
    main()
