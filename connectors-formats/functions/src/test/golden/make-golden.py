# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes what the tests of tensors compare with, by NumPy.

    python3 -m venv venv && venv/bin/pip install numpy
    venv/bin/python make-golden.py > ../resources/tensors.tsv

A line holds an operation, its arguments and its result; tensors are .npy files in Base64.
"""

import base64
import io

import numpy

numpy.seterr(all="ignore")
random = numpy.random.default_rng(1)


def text(array):
    file = io.BytesIO()
    numpy.save(file, numpy.ascontiguousarray(array))
    return base64.b64encode(file.getvalue()).decode()


def line(*fields):
    print("\t".join(text(f) if isinstance(f, numpy.ndarray) else str(f) for f in fields))


types = ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]
for name in types:
    dtype = numpy.dtype("<" + name)
    a = (random.normal(size=(3, 4)) * 90).astype("i8").astype(dtype)
    b = (random.normal(size=(3, 4)) * 90).astype("i8").astype(dtype)
    one = numpy.array(7, dtype)
    for x, y in [(a, b), (a, one), (one, b)]:
        line("ADD", x, y, numpy.asarray(x + y))
        line("SUBTRACT", x, y, numpy.asarray(x - y))
        line("MULTIPLY", x, y, numpy.asarray(x * y))
        quotient = numpy.asarray(x / y)
        line("DIVIDE", x, y, quotient if dtype.kind == "f" else quotient.astype("f8"))
    for other in types:
        line("CAST", (a % 100).astype(dtype), numpy.dtype(other).name, (a % 100).astype(dtype).astype(other))
    line("RESHAPE", a, "2,-1", a.reshape(2, -1))
    line("SLICE", a, "1,-3", "3,99", a[1:3, -3:99])
    line("SLICE", a, "2", "-3", a[2:-3])
    line("SLICE", a, "", "", a)
    line("STACK", a, b, numpy.stack([a, b]))
    line("MIN", a, float(a.min()))
    line("MAX", a, float(a.max()))
    line("MEAN", a, float(a.astype("f8").mean()))
    wide = a.astype("f8").ravel()
    line("DOT", a, b, float(wide @ b.astype("f8").ravel()))
    line("NORM1", a, float(numpy.abs(wide).sum()))
    line("NORM2", a, float(numpy.linalg.norm(wide)))
    if dtype.kind == "f":
        line("NORMALIZE", a, (a.astype("f8") / numpy.linalg.norm(wide)).astype(dtype))
cube = random.normal(size=(4, 5, 6)).astype("f4")
line("SLICE", cube, "1,2,3", "3,4,6", cube[1:3, 2:4, 3:6])
line("MAX", numpy.array([1, numpy.nan], "f4"), "nan")
line("DIVIDE", numpy.array([1, -1, 0], "f4"), numpy.array([0, 0, 0], "f4"), numpy.array([numpy.inf, -numpy.inf, numpy.nan], "f4"))
