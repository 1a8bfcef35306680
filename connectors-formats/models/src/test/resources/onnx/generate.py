# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes the models beside this file, a few hundred bytes each, and expected.csv.

    pip install onnx onnxruntime numpy && python generate.py

Each model averages the pixels of each channel and takes three times as many scores from that. expected.csv says what
ONNX Runtime's own Python package gives for one colour: the model, the output, and its values of one row.
"""
import csv
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto as T, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
SIDE = 8
MEAN = np.array([0.485, 0.456, 0.406], "f4")
STD = np.array([0.229, 0.224, 0.225], "f4")
COLOUR = np.array([230, 20, 10], "f4")
GREY = 77.0
WEIGHTS = (np.eye(3) * 1.5 + np.arange(9).reshape(3, 3) / 10).astype("f4")


def model(name, nodes, inputs, outputs, initializers=(), external=None, domains=()):
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info(*i) for i in inputs],
        [helper.make_tensor_value_info(*o) for o in outputs],
        [numpy_helper.from_array(np.asarray(v), n) for n, v in initializers],
    )
    opsets = [helper.make_opsetid("", 17)] + [helper.make_opsetid(d, 3) for d in domains]
    made = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="generate.py")
    path = HERE / (name + ".onnx")
    if external:
        (HERE / external).parent.mkdir(exist_ok=True)
        (HERE / external).unlink(missing_ok=True)
        onnx.save_model(made, path, save_as_external_data=True, location=external, size_threshold=0)
    else:
        onnx.save(made, path)


def node(op, inputs, outputs, **attributes):
    return helper.make_node(op, inputs.split(), outputs.split(), **attributes)


def scores(source="x", axes=(2, 3), out="l"):
    return [
        node("ReduceMean", source, "m", axes=list(axes), keepdims=0),
        node("MatMul", "m W", out),
    ]


W = ("W", WEIGHTS)
X = ("x", T.FLOAT, ["N", 3, SIDE, SIDE])
Y = ("y", T.FLOAT, ["N", 3])


def classifier(name, *last, inputs=X, outputs=(Y,), first=(), source="x", axes=(2, 3), more=(), external=None):
    nodes = list(first) + scores(source, axes, "l") + list(last)
    model(name, nodes, [inputs], outputs, [W, *more], external)


SOFTMAX = node("Softmax", "l", "y", axis=-1)
classifier("softmax", SOFTMAX)
classifier("logits", node("Identity", "l", "y"))
classifier("log_softmax", node("LogSoftmax", "l", "y", axis=-1))
classifier("sigmoid", node("Sigmoid", "l", "y"))
classifier("sigmoid_reshaped", node("Sigmoid", "l", "s"), node("Reshape", "s shape", "y"), more=[("shape", np.array([-1, 3]))])
classifier("half_softmax", node("Softmax", "l", "p", axis=-1), node("Mul", "p half", "y"), more=[("half", np.float32(0.5))])
classifier("silu", node("Sigmoid", "l", "s"), node("Mul", "l s", "y"))
classifier("fixed_1", SOFTMAX, inputs=("x", T.FLOAT, [1, 3, SIDE, SIDE]), outputs=[("y", T.FLOAT, [1, 3])])
classifier("fixed_4", SOFTMAX, inputs=("x", T.FLOAT, [4, 3, SIDE, SIDE]), outputs=[("y", T.FLOAT, [4, 3])])
classifier("no_batch", SOFTMAX, inputs=("x", T.FLOAT, [3, SIDE, SIDE]), outputs=[("y", T.FLOAT, [3])], axes=(1, 2))
classifier("nhwc", SOFTMAX, inputs=("x", T.FLOAT, ["N", SIDE, SIDE, 3]), axes=(1, 2))
AS_FLOAT = node("Cast", "x", "f", to=T.FLOAT)
TO_ONE = node("Div", "f all", "g")
RANGE = [("all", np.float32(255))]
for kind in ("UINT8", "INT32", "INT64"):
    classifier(kind.lower(), SOFTMAX, inputs=("x", getattr(T, kind), ["N", 3, SIDE, SIDE]), first=[AS_FLOAT, TO_ONE], source="g", more=RANGE)
classifier("uint8_nhwc", SOFTMAX, inputs=("x", T.UINT8, ["N", SIDE, SIDE, 3]), first=[AS_FLOAT, TO_ONE], source="g", axes=(1, 2), more=RANGE)
classifier("uint8_fixed_4", SOFTMAX, inputs=("x", T.UINT8, [4, 3, SIDE, SIDE]), outputs=[("y", T.FLOAT, [4, 3])], first=[AS_FLOAT, TO_ONE], source="g", more=RANGE)
classifier("int8", SOFTMAX, inputs=("x", T.INT8, ["N", 3, SIDE, SIDE]), first=[AS_FLOAT], source="f")
classifier("double", SOFTMAX, inputs=("x", T.DOUBLE, ["N", 3, SIDE, SIDE]), first=[AS_FLOAT], source="f")
model(
    "float16",
    scores() + [SOFTMAX],
    [("x", T.FLOAT16, ["N", 3, SIDE, SIDE])],
    [("y", T.FLOAT16, ["N", 3])],
    [("W", WEIGHTS.astype("f2"))],
)
model(
    "grey",
    [node("ReduceMean", "x", "m", axes=[2, 3], keepdims=0), node("MatMul", "m V", "y")],
    [("x", T.FLOAT, ["N", 1, SIDE, SIDE])],
    [("y", T.FLOAT, ["N", 2])],
    [("V", np.array([[4, -4]], "f4"))],
)
model("n311", [node("GlobalAveragePool", "x", "m"), node("Softmax", "m", "y", axis=1)], [X], [("y", T.FLOAT, ["N", 3, 1, 1])])
ARGMAX = node("ArgMax", "l", "label", axis=1, keepdims=0)
LABEL = ("label", T.INT64, ["N"])
P = ("p", T.FLOAT, ["N", 3])
classifier("label_only", ARGMAX, outputs=[LABEL])
classifier("label_and_scores", ARGMAX, node("Softmax", "l", "p", axis=-1), outputs=[LABEL, P])
classifier("two_floats", node("Softmax", "l", "p", axis=-1), outputs=[("l", T.FLOAT, ["N", 3]), P])
model("two_inputs", [node("Mul", "x k", "f")] + scores("f") + [SOFTMAX], [X, ("k", T.FLOAT, [1])], [Y], [W])
classifier(
    "every_type",
    node("ArgMin", "l", "i64", axis=1, keepdims=1),
    *[node("Cast", "i64", k.lower(), to=getattr(T, k)) for k in ("INT32", "INT16", "INT8", "UINT8", "BOOL", "DOUBLE", "FLOAT16", "STRING")],
    outputs=[("l", T.FLOAT, ["N", 3]), ("i64", T.INT64, ["N", 1])]
    + [(k.lower(), getattr(T, k), ["N", 1]) for k in ("INT32", "INT16", "INT8", "UINT8", "BOOL", "DOUBLE", "FLOAT16", "STRING")],
)
classifier("lies_about_batch", node("Reshape", "l shape", "q"), node("Softmax", "q", "y", axis=-1), outputs=[("y", T.FLOAT, ["M", 3])], more=[("shape", np.array([1, -1]))])
classifier("doubles_batch", node("Concat", "l l", "q", axis=0), node("Softmax", "q", "y", axis=-1), outputs=[("y", T.FLOAT, ["M", 3])])
classifier("external", SOFTMAX, external="external.weights")
classifier("external_in_folder", SOFTMAX, external="weights/in_folder.weights")
for name, location in (("external_above", "../external.weights"), ("external_absolute", "/etc/passwd"), ("external_inside_above", "a/../../external.weights")):
    text = onnx.load(HERE / "external.onnx", load_external_data=False)
    for entry in text.graph.initializer[0].external_data:
        if entry.key == "location":
            entry.value = location
    (HERE / (name + ".onnx")).write_bytes(text.SerializeToString())

normal = np.broadcast_to(((COLOUR / 255 - MEAN) / STD)[:, None, None], (3, SIDE, SIDE))
raw = np.broadcast_to(COLOUR[:, None, None], (3, SIDE, SIDE))
with open(HERE / "expected.csv", "w", newline="") as file:
    rows = csv.writer(file)
    for path in sorted(HERE.glob("*.onnx")):
        if path.stem in ("two_inputs", "external_above", "external_absolute", "external_inside_above"):
            continue
        session = onnxruntime.InferenceSession(str(path))
        given = session.get_inputs()[0]
        kind = {"tensor(float)": "f4", "tensor(float16)": "f2", "tensor(double)": "f8", "tensor(uint8)": "u1", "tensor(int8)": "i1", "tensor(int32)": "i4", "tensor(int64)": "i8"}[given.type]
        image = normal if kind[0] == "f" else raw
        if path.stem == "int8":
            image = raw - 128
        if path.stem == "grey":
            image = np.full((1, SIDE, SIDE), GREY / 255)
        if given.shape[-1] == 3:
            image = image.transpose(1, 2, 0)
        if path.stem != "no_batch":
            image = np.stack([image] * (given.shape[0] if isinstance(given.shape[0], int) else 1))
        for output, values in zip(session.get_outputs(), session.run(None, {given.name: image.astype(kind)})):
            one = values if path.stem == "no_batch" else values[0]
            rows.writerow([path.stem, output.name] + [str(v) for v in np.asarray(one).flatten()])
