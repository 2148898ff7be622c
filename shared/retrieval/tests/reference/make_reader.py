"""Writes reader/model.onnx, a reader small enough to be kept here.

It finds the tokens of the passage that occur in the question: each is likelier the first and the last of the answer than any other
by a factor of exp(8), and the passage's log odds are their number less four. Needs the package onnx.
"""

from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

SPECIAL = 1000  # below are the tokenizer's own marks, [CLS] and [SEP] among them


def constant(name: str, value: object, kind: type = numpy.int64) -> onnx.TensorProto:
    return numpy_helper.from_array(numpy.array(value, dtype=kind), name)


def main() -> None:
    node = helper.make_node
    nodes = [
        node("Greater", ["input_ids", "special"], ["is_word"]),
        node("Equal", ["token_type_ids", "zero"], ["is_first"]),
        node("Equal", ["token_type_ids", "one"], ["is_second"]),
        node("And", ["is_first", "is_word"], ["in_question"]),
        node("And", ["is_second", "is_word"], ["in_passage"]),
        node("Unsqueeze", ["input_ids", "two"], ["rows"]),
        node("Unsqueeze", ["input_ids", "one"], ["columns"]),
        node("Equal", ["rows", "columns"], ["is_same"]),
        node("Unsqueeze", ["in_question", "two"], ["question_rows"]),
        node("Unsqueeze", ["in_passage", "one"], ["passage_columns"]),
        node("And", ["question_rows", "passage_columns"], ["is_pair"]),
        node("And", ["is_pair", "is_same"], ["is_match"]),
        node("Cast", ["is_match"], ["matches"], to=TensorProto.FLOAT),
        node("ReduceMax", ["matches", "one"], ["of_token"], keepdims=0),
        node("ReduceSum", ["of_token", "one"], ["sum"], keepdims=0),
        node("Sub", ["sum", "four"], ["relevance"]),
        node("Mul", ["of_token", "eight"], ["logits"]),
        node("Unsqueeze", ["logits", "two"], ["logits_column"]),
        node("Concat", ["logits_column", "logits_column"], ["spans"], axis=2),
    ]
    names = ["input_ids", "attention_mask", "token_type_ids"]
    graph = helper.make_graph(
        nodes,
        "reader",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "tokens"]) for name in names],
        [
            helper.make_tensor_value_info("relevance", TensorProto.FLOAT, [1]),
            helper.make_tensor_value_info("spans", TensorProto.FLOAT, [1, "tokens", 2]),
        ],
        [
            constant("special", SPECIAL),
            constant("zero", 0),
            constant("one", [1]),
            constant("two", [2]),
            constant("four", 4, numpy.float32),
            constant("eight", 8, numpy.float32),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="")
    onnx.checker.check_model(model)
    onnx.save(model, Path(__file__).parent / "reader" / "model.onnx")


if __name__ == "__main__":
    main()
