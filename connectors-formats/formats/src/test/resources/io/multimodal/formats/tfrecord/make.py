"""Writes the file that the tests of tfrecord read: pip install tfrecord==1.14.6 numpy pillow."""
import io, sys
from PIL import Image
from tfrecord.writer import TFRecordWriter

def png(i):
    out = io.BytesIO()
    Image.new("RGB", (8 + i, 6), (40 * i, 100, 200)).save(out, "PNG")
    return out.getvalue()

writer = TFRecordWriter(f"{sys.argv[1]}/train.tfrecord")
for i in range(3):
    writer.write({"image": (png(i), "byte"), "label": (i - 1, "int"), "text": (f"caption {i}".encode(), "byte"),
                  "weights": ([0.5, i], "float"), "ids": ([i, 1 << 40], "int")})
writer.close()
