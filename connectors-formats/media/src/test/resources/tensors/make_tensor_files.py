# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Writes the files of several tensors beside this script, by numpy and safetensors themselves.

    pip install numpy==2.4.6 safetensors==0.8.0 && python make_tensor_files.py

expected.txt has a line for each tensor: file, name, element type, shape, and the SHA-256 of its
elements in C order and little-endian.
"""

import hashlib
import pathlib

import numpy as np
import safetensors
import safetensors.numpy

FOLDER = pathlib.Path(__file__).resolve().parent
lines = []


def note(file, name, dtype, shape, elements):
    digest = hashlib.sha256(elements).hexdigest()
    lines.append(f"{file}\t{name}\t{dtype}\t{','.join(map(str, shape))}\t{digest}\n")


rng = np.random.default_rng(7)
types = "bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64".split()
arrays = {f"layer.{t}": (rng.random((3, 5)) * 100).astype(t) for t in types}
arrays["scalar"] = np.array(2.5, np.float32)
arrays["empty"] = np.zeros((0, 3), np.int16)
arrays["größe/量"] = np.arange(7, dtype=np.uint8)

safetensors.numpy.save_file(arrays, FOLDER / "all.safetensors")
safetensors.numpy.save_file(arrays, FOLDER / "metadata.safetensors", {"format": "np", "a": "{}"})
for file in ("all.safetensors", "metadata.safetensors"):
    for name, array in arrays.items():
        note(file, name, array.dtype, array.shape, array.tobytes())


def spec(dtype, array):
    return safetensors.TensorSpec(
        dtype=dtype, shape=list(array.shape), data_ptr=array.ctypes.data, data_len=array.nbytes)


halves = (np.arange(6, dtype=np.float32).view(np.uint32) >> 16).astype("<u2").reshape(2, 3)
eights = np.zeros(4, np.uint8)
half = {"half": spec("bfloat16", halves)}
(FOLDER / "bfloat16.safetensors").write_bytes(safetensors.serialize(half))
note("bfloat16.safetensors", "half", "bfloat16", halves.shape, halves.tobytes())
both = {"eight": spec("float8_e4m3fn", eights)} | half
(FOLDER / "float8.safetensors").write_bytes(safetensors.serialize(both))
note("float8.safetensors", "half", "bfloat16", halves.shape, halves.tobytes())

arrays["fortran"] = np.asfortranarray(np.arange(12, dtype=np.int32).reshape(3, 4))
arrays["bigendian"] = np.arange(5, dtype=">f8")
np.savez(FOLDER / "stored.npz", **arrays)
np.savez_compressed(FOLDER / "deflated.npz", **arrays)
for file in ("stored.npz", "deflated.npz"):
    for name, array in arrays.items():
        plain = array.astype(array.dtype.newbyteorder("<"))
        note(file, name, plain.dtype, plain.shape, plain.tobytes(order="C"))

(FOLDER / "expected.txt").write_text("".join(lines), encoding="utf-8")
