# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes speech.onnx, which has the inputs and outputs of Silero's detector, and prints the segments that Silero's own code
makes of its probabilities for the audio that SpeechSegmentsTest writes.

    pip install onnx onnxruntime numpy && pip download --no-deps silero-vad==6.2.3 && unzip silero_vad*.whl
    PYTHONPATH=. python speech.py

The model takes loud for speech, for as long as it has not seen 80 parts, which it counts in its state.
"""
import pathlib
import sys
import types

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto as T, helper, numpy_helper

# Silero's code imports PyTorch, which the function that is used here does not need.
root = pathlib.Path([p for p in sys.path if (pathlib.Path(p) / "silero_vad/utils_vad.py").exists()][0])
code = (root / "silero_vad/utils_vad.py").read_text()
code = code[code.index("def get_speech_timestamps_from_probs") : code.index("class VADIterator")]
silero = types.ModuleType("silero")
exec("from typing import List\n" + code, silero.__dict__)

HERE = pathlib.Path(__file__).parent


def node(op, inputs, outputs, **attributes):
    return helper.make_node(op, inputs.split(), outputs.split(), **attributes)


graph = helper.make_graph(
    [
        node("Abs", "input", "a"),
        node("ReduceMean", "a", "m", axes=[1], keepdims=1),
        node("Mul", "m four", "l"),
        node("Min", "l one", "p"),
        node("ReduceMax", "state", "parts", axes=[0, 2], keepdims=0),
        node("Less", "parts most", "early"),
        node("Cast", "early", "e", to=T.FLOAT),
        node("Unsqueeze", "e axis", "column"),
        node("Mul", "p column", "output"),
        node("Add", "state one", "stateN"),
    ],
    "g",
    [
        helper.make_tensor_value_info("input", T.FLOAT, ["N", "S"]),
        helper.make_tensor_value_info("state", T.FLOAT, [2, "N", 128]),
        helper.make_tensor_value_info("sr", T.INT64, []),
    ],
    [helper.make_tensor_value_info("output", T.FLOAT, ["N", 1]), helper.make_tensor_value_info("stateN", T.FLOAT, [2, "N", 128])],
    [
        numpy_helper.from_array(np.array(v, d), n)
        for n, v, d in (("four", 4, "f4"), ("one", 1, "f4"), ("most", 80, "f4"), ("axis", [1], "i8"))
    ],
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="speech.py"), HERE / "speech.onnx")

RATE = 16000
# Seconds of silence and of noise in turns.
TURNS = [0.5, 0.6, 0.3, 0.4, 0.05, 0.3, 0.5, 0.2, 0.1, 0.5]
samples = np.concatenate(
    [np.array([(j * 37 % 2001 - 1000) * 16 if i % 2 else 0 for j in range(round(t * RATE))], "i2") for i, t in enumerate(TURNS)]
).astype("f4") / 32768
session = onnxruntime.InferenceSession(str(HERE / "speech.onnx"))
state, context, probabilities = np.zeros((2, 1, 128), "f4"), np.zeros(64, "f4"), []
for i in range(0, len(samples), 512):
    part = samples[i : i + 512]
    part = np.concatenate([context, part, np.zeros(512 - len(part), "f4")])
    context = part[-64:]
    output, state = session.run(None, {"input": part[None], "state": state, "sr": np.array(RATE)})
    probabilities.append(float(output[0, 0]))
segments = silero.get_speech_timestamps_from_probs(
    probabilities, sampling_rate=RATE, audio_length_samples=len(samples)
)
print(len(samples), len(probabilities), [(s["start"] / RATE, s["end"] / RATE) for s in segments])
