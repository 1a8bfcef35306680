"""Writes the Parquet file that TrainingSetsITCase reads: pip install datasets==5.2.0 pillow."""
import io, sys
from datasets import Dataset, Features, Image, Value
from PIL import Image as Pil

def png(i):
    out = io.BytesIO()
    Pil.new("RGB", (8 + i, 6), (40 * i, 100, 200)).save(out, "PNG")
    return out.getvalue()

rows = {
    "image": [{"bytes": png(0), "path": "a.png"}, {"bytes": png(1), "path": None}, None, {"bytes": b"not an image", "path": "b.png"}],
    "label": [0, 1, 2, 3],
}
features = Features({"image": Image(), "label": Value("int32")})
Dataset.from_dict(rows, features=features).to_parquet(sys.argv[1])
