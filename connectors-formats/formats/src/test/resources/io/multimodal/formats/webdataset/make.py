"""Writes the shards that the tests of the format webdataset read: pip install webdataset==1.0.2 pillow numpy."""
import io, sys, tarfile
import numpy, webdataset
from PIL import Image

out = sys.argv[1]
with webdataset.TarWriter(f"{out}/webdataset.tar") as shard:
    for i in range(5):
        image = Image.new("RGB", (8 + i, 6), (40 * i, 100, 200))
        shard.write({"__key__": f"train/{i:04d}", "jpg": image, "cls": i, "txt": f"caption {i}",
                     "json": {"i": i}, "npy": numpy.arange(4 + i, dtype="float32")})
