"""Writes the shards that the tests of mds read: pip install mosaicml-streaming==0.13.0 numpy pillow."""
import io, json, sys
from decimal import Decimal
import numpy
from PIL import Image
from streaming import MDSWriter

def png(i):
    out = io.BytesIO()
    Image.new("RGB", (8 + i, 6), (40 * i, 100, 200)).save(out, "PNG")
    return out.getvalue()

columns = {"image": "bytes", "label": "int32", "text": "str", "price": "str_decimal", "score": "float32",
           "big": "uint64", "any": "int", "doc": "json", "grid": "ndarray:float32:2,2"}
for name, compression in (("plain", None), ("zstd", "zstd:7")):
    with MDSWriter(out=f"{sys.argv[1]}/{name}", columns=columns, compression=compression, size_limit=None) as writer:
        for i in range(3):
            writer.write({"image": png(i), "label": i - 1, "text": f"caption {i}", "price": Decimal("1.50"),
                          "score": 0.5 + i, "big": numpy.uint64(2 ** 63 + i), "any": -i, "doc": {"i": i},
                          "grid": numpy.full((2, 2), i, "float32")})
