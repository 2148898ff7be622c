"""Writes reranker/model.onnx, a cross-encoder small enough to be kept here.

Its score is how many tokens of the passage occur in the question, a token that occurs twice there counting twice. It takes and
gives what published cross-encoders take and give. Needs the package onnx.
"""

from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

SPECIAL = 1000  # below are the tokenizer's own marks, [CLS] and [SEP] among them


def constant(name: str, value: object) -> onnx.TensorProto:
    return numpy_helper.from_array(numpy.array(value, dtype=numpy.int64), name)


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
        node("ReduceSum", ["matches", "axes"], ["sum"], keepdims=0),
        node("Unsqueeze", ["sum", "one"], ["logits"]),
    ]
    names = ["input_ids", "attention_mask", "token_type_ids"]
    graph = helper.make_graph(
        nodes,
        "reranker",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "tokens"]) for name in names],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 1])],
        [
            constant("special", SPECIAL),
            constant("zero", 0),
            constant("one", [1]),
            constant("two", [2]),
            constant("axes", [1, 2]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9, producer_name="")
    onnx.checker.check_model(model)
    onnx.save(model, Path(__file__).parent / "reranker" / "model.onnx")


if __name__ == "__main__":
    main()
