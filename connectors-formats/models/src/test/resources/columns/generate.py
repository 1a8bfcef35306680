# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes the models beside this file, a few hundred bytes each, and expected.csv.

    pip install onnx onnxruntime numpy && python generate.py

Each model takes tensors, arrays or numbers. expected.csv says what ONNX Runtime's own Python package gives for the inputs
below, which ColumnsTest repeats: the model, the output, and its values of one row.
"""
import csv
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto as T, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
W = (np.eye(3) * 1.5 + np.arange(9).reshape(3, 3) / 10).astype("f4")
ROW = [0.5, -2.0, 3.25]
rows = []


def node(op, inputs, outputs, **attributes):
    return helper.make_node(op, inputs.split(), outputs.split(), **attributes)


def model(name, nodes, inputs, outputs, feeds, initializers=()):
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info(*i) for i in inputs],
        [helper.make_tensor_value_info(*o) for o in outputs],
        [numpy_helper.from_array(np.asarray(v), n) for n, v in initializers],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="generate.py")
    onnx.checker.check_model(made)
    onnx.save(made, HERE / (name + ".onnx"))
    session = onnxruntime.InferenceSession(str(HERE / (name + ".onnx")))
    for output, values in zip(session.get_outputs(), session.run(None, feeds)):
        rows.append([name, output.name] + [str(v) for v in np.asarray(values).flatten()])


def product(name, dtype, numpy, shape, feeds):
    """y = x W, in float."""
    model(
        name,
        [node("Cast", "x", "f", to=T.FLOAT), node("MatMul", "f W", "y")],
        [("x", dtype, shape)],
        [("y", T.FLOAT, shape[:-1] + [3])],
        {"x": np.array(feeds, numpy)},
        [("W", W)],
    )


product("float", T.FLOAT, "f4", ["N", 3], [ROW])
product("double", T.DOUBLE, "f8", ["N", 3], [ROW])
product("float16", T.FLOAT16, "f2", ["N", 3], [ROW])
product("int64", T.INT64, "i8", ["N", 3], [[2, -3, 5]])
product("int8", T.INT8, "i1", ["N", 3], [[2, -3, 5]])
product("uint8", T.UINT8, "u1", ["N", 3], [[2, 3, 250]])
product("bool", T.BOOL, "?", ["N", 3], [[True, False, True]])
product("fixed_4", T.FLOAT, "f4", [4, 3], [ROW] * 4)
product("no_batch", T.FLOAT, "f4", [3], ROW)
product("matrix", T.FLOAT, "f4", ["N", "T", 3], [[ROW, [1, 2, 3]]])
# Integers that no float holds: the sum of two is exact in int64 alone.
model(
    "exact",
    [node("Add", "x one", "y")],
    [("x", T.INT64, ["N", 1])],
    [("y", T.INT64, ["N", 1])],
    {"x": np.array([[2**53 + 1]], "i8")},
    [("one", np.array([1], "i8"))],
)
SEVERAL = [
    node("Cast", "b", "bf", to=T.FLOAT),
    node("Cast", "c", "cf", to=T.FLOAT),
    node("Mul", "a bf", "ab"),
    node("Add", "ab cf", "y"),
    node("ReduceSum", "y axis", "s", keepdims=1),
    node("ArgMax", "y", "best", axis=1, keepdims=0),
]
AXIS = [("axis", np.array([1], "i8"))]


def several(name, batch):
    model(
        name,
        SEVERAL,
        [("a", T.FLOAT, [batch, 3]), ("b", T.INT64, [batch, 1]), ("c", T.BOOL, [batch, 1])],
        [("y", T.FLOAT, [batch, 3]), ("s", T.FLOAT, [batch, 1]), ("best", T.INT64, [batch])],
        {"a": np.array([ROW] * (batch if batch == 4 else 1), "f4"), "b": np.array([[7]] * (batch if batch == 4 else 1)), "c": np.array([[True]] * (batch if batch == 4 else 1))},
        AXIS,
    )


several("several", "N")
several("several_fixed_4", 4)
model(
    "mixed_batch",
    [node("Mul", "a k", "y")],
    [("a", T.FLOAT, ["N", 3]), ("k", T.FLOAT, [])],
    [("y", T.FLOAT, ["N", 3])],
    {"a": np.array([ROW], "f4"), "k": np.array(4, "f4")},
)
model(
    "softmax",
    [node("MatMul", "x W", "l"), node("Softmax", "l", "p", axis=-1)],
    [("x", T.FLOAT, ["N", 3])],
    [("p", T.FLOAT, ["N", 3])],
    {"x": np.array([ROW], "f4")},
    [("W", W)],
)
# Image, and a number that the scores are multiplied by.
model(
    "image_and_number",
    [node("ReduceMean", "x", "m", axes=[2, 3], keepdims=0), node("Mul", "m k", "y")],
    [("x", T.FLOAT, ["N", 3, 8, 8]), ("k", T.FLOAT, ["N", 1])],
    [("y", T.FLOAT, ["N", 3])],
    {"x": np.ones((1, 3, 8, 8), "f4"), "k": np.array([[2]], "f4")},
)
# 500 samples of 16 bits, which AudioColumnTest writes as WAV.
SAMPLES = np.array([(i * 37 % 2001 - 1000) * 16 for i in range(500)], "i2").astype("f4") / 32768
ONE = [("one", np.array([1], "i8")), ("two", np.array([2], "i8")), ("zero", np.float32(0)), ("unit", np.float32(1))]
model(
    "audio",
    [
        node("Mul", "x zero", "z"),
        node("Add", "z unit", "ones"),
        node("ReduceSum", "ones one", "count", keepdims=1),
        node("Abs", "x", "a"),
        node("ReduceSum", "a one", "sum", keepdims=1),
    ],
    [("x", T.FLOAT, ["N", "S"])],
    [("count", T.FLOAT, ["N", 1]), ("sum", T.FLOAT, ["N", 1])],
    {"x": SAMPLES[None]},
    ONE,
)
CHUNKS = np.concatenate([SAMPLES, np.zeros(140, "f4")]).reshape(4, 160)
model(
    "audio_chunks",
    [node("Abs", "x", "a"), node("ReduceSum", "a one", "sum", keepdims=1)],
    [("x", T.FLOAT, ["N", 160])],
    [("sum", T.FLOAT, ["N", 1])],
    {"x": CHUNKS},
    ONE,
)
model(
    "audio_channels",
    [node("Abs", "x", "a"), node("ReduceSum", "a two", "sum", keepdims=0)],
    [("x", T.FLOAT, ["N", 2, "S"])],
    [("sum", T.FLOAT, ["N", 2])],
    {"x": np.stack([SAMPLES, SAMPLES * 0])[None]},
    ONE,
)
# The first and the last bytes of a file.
model(
    "bytes",
    [node("Cast", "x", "y", to=T.FLOAT)],
    [("x", T.INT32, ["N", 16])],
    [("y", T.FLOAT, ["N", 16])],
    {"x": np.zeros((1, 16), "i4")},
)
# Frames of a video, of one colour each: the mean of each frame and channel.
for name, axes, shape in (("frame", [2, 3], [3, 8, 8]), ("frames", [3, 4], [4, 3, 8, 8]), ("channels", [3, 4], [3, 4, 8, 8])):
    model(
        name,
        [node("ReduceMean", "x", "mean", axes=axes, keepdims=0)],
        [("x", T.FLOAT, ["N"] + shape)],
        [("mean", T.FLOAT, ["N"] + shape[:-2])],
        {"x": np.zeros([1] + shape, "f4")},
    )
# y = x for two rows or fewer; for more it wants 2^48 bytes, which no machine has.
model(
    "two_rows",
    [
        node("Shape", "x", "rows", start=0, end=1),
        node("Sub", "rows two", "more"),
        node("Clip", "more zero one", "tooMany"),
        node("Mul", "tooMany most", "exponent"),
        node("Pow", "two exponent", "size"),
        node("ConstantOfShape", "size", "zeros"),
        node("ReduceSum", "zeros", "nothing", keepdims=0),
        node("Add", "x nothing", "y"),
    ],
    [("x", T.FLOAT, ["N", 3])],
    [("y", T.FLOAT, ["N", 3])],
    {"x": np.array([ROW], "f4")},
    [("two", np.array([2], "i8")), ("zero", np.int64(0)), ("one", np.int64(1)), ("most", np.array([46], "i8"))],
)
with open(HERE / "expected.csv", "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows(rows)
