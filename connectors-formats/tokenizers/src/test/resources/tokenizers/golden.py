# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Prints what Hugging Face's Python package and ONNX Runtime say of a few texts: the text, its first tokens, how many it has, its vector.

    pip install tokenizers onnxruntime==1.28.0 numpy && python golden.py FOLDER > golden.txt    # with all-minilm-l6-v2-q.onnx and its tokenizer
"""
import pathlib
import sys

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

folder = pathlib.Path(sys.argv[1])
tokenizer = Tokenizer.from_file(str(folder / "all-minilm-l6-v2-q-tokenizer.json"))
session = onnxruntime.InferenceSession(str(folder / "all-minilm-l6-v2-q.onnx"))
TEXTS = ["A cat sits on the mat.", "Die Katze – \U0001f408 – schläft", "Stock prices fell sharply on Tuesday " * 3, "", "word " * 40]
LENGTHS = [16, 32, 64]
tokenizer.enable_truncation(max_length=64)
tokenizer.no_padding()
for text in TEXTS:
    ids = tokenizer.encode(text).ids
    length = next(n for n in LENGTHS if n >= len(ids))
    pad = length - len(ids)
    feeds = {
        "input_ids": np.array([ids + [0] * pad]),
        "attention_mask": np.array([[1] * len(ids) + [0] * pad]),
        "token_type_ids": np.zeros((1, length), "i8"),
    }
    tokens = session.run(None, feeds)[0][0][: len(ids)]
    vector = tokens.mean(axis=0)
    vector = vector / np.linalg.norm(vector)
    print("|".join([text.strip(), " ".join(map(str, ids[:12])), str(len(ids)), " ".join(f"{v:.4f}" for v in vector)]))
