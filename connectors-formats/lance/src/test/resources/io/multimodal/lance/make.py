# SPDX-License-Identifier: Apache-2.0
"""Makes photos.lance beside it: pip install pylance==14.0.2 && python make.py"""
import datetime
import decimal
import pathlib
import shutil
import struct
import zlib

import lance
import pyarrow as pa


def png(width):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(width + 1))) + chunk(b"IEND", b"")


schema = pa.schema([
    pa.field("id", pa.int64()),
    pa.field("image", pa.large_binary()),
    pa.field("apart", pa.large_binary(), metadata={"lance-encoding:blob": "true"}),
    pa.field("embedding", pa.list_(pa.float32(), 2)),
    pa.field("words", pa.list_(pa.string())),
    pa.field("name", pa.string()),
    pa.field("price", pa.decimal128(5, 2)),
    pa.field("taken", pa.timestamp("us")),
    pa.field("day", pa.date32()),
    pa.field("tiny", pa.int8()),
    pa.field("flag", pa.bool_()),
    pa.field("half", pa.float16()),
])


def table(ids):
    rows = [{
        "id": i,
        "image": None if i == 2 else b"no image" if i == 3 else png(i + 1),
        "apart": None if i == 2 else png(i + 11),
        "embedding": [i, 0.5],
        "words": ["a", None, "ü" * i],
        "name": None if i == 2 else f"it's {i}",
        "price": decimal.Decimal(i) + decimal.Decimal("0.25"),
        "taken": datetime.datetime(1969, 12, 31, 23, 59, 59, 250000 + i),
        "day": datetime.date(2026, 11, 27),
        "tiny": -i,
        "flag": i % 2 == 0,
        "half": i / 2,
    } for i in ids]
    return pa.Table.from_pylist(rows, schema)


target = str(pathlib.Path(__file__).parent / "photos.lance")
shutil.rmtree(target, ignore_errors=True)
lance.write_dataset(table(range(0, 3)), target, data_storage_version="2.1")
lance.write_dataset(table(range(3, 5)), target, mode="append")
lance.dataset(target).delete("id = 4")
