"""The product's embedding model in onnxruntime, on `PEER_THREADS` threads (default: two)."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import onnxruntime
from tokenizers import Tokenizer

LONGEST = 256
THREADS = int(os.environ.get("PEER_THREADS", "2"))


class Embedder:
    """Computes normalised vectors of texts, on threads that release the interpreter lock."""

    def __init__(self):
        folder = Path(os.environ["EMBEDDING_MODEL_PATH"])
        file = "model-int8.onnx" if os.environ.get("EMBEDDING_PRECISION") == "int8" else "model.onnx"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        self.counter = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.counter.no_padding()
        self.counter.no_truncation()
        self.threads = ThreadPoolExecutor(THREADS)

    def one(self, text):
        ids = numpy.array([self.tokenizer.encode(text).ids], dtype=numpy.int64)
        return self.session.run(["embedding"], {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})[0][0]

    async def embed(self, text):
        return await asyncio.get_running_loop().run_in_executor(self.threads, self.one, text)

    async def embed_all(self, texts):
        return await asyncio.gather(*(self.embed(text) for text in texts))

    def pieces(self, text):
        """Counts the word pieces of a text."""
        return len(self.counter.encode(text, add_special_tokens=False).ids)
