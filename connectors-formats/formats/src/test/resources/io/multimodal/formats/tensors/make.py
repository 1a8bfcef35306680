"""Writes the files that the tests of safetensors and npz read: pip install numpy==2.4.6 safetensors==0.8.0."""
import sys
import numpy
from safetensors.numpy import save_file

out = sys.argv[1]
tensors = {
    "encoder.weight": numpy.arange(6, dtype="float32").reshape(2, 3),
    "encoder.bias": numpy.array([1, -1], dtype="int64"),
    "name with %20, ünicode\nand ..": numpy.array(7, dtype="uint8"),
}
save_file(tensors, f"{out}/tensors.safetensors")
numpy.savez(f"{out}/tensors.npz", **tensors)
numpy.savez_compressed(f"{out}/deflated.npz", **tensors)
