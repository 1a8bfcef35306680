# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Values of rows: structs with Base64 or bytes, and texts."""

import base64
import importlib.util
import io
import tempfile
import unittest
from pathlib import Path

from flink_multimodal import DerivedRef, InlineRef, InvalidReferenceError, media, open_store, to_bytes, to_text
from flink_multimodal._crc32c import crc32c

REF = InlineRef(b"a small object")


def empty_store(folder: str) -> str:
    body = b"format=1\nstore=1a2b3c4d\ninline-threshold-bytes=1024\n"
    Path(folder, "root").write_bytes(body + b"crc32c=%08x\n" % crc32c(body))
    return folder


class MediaTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = open_store(empty_store(folder.name))

    def test_reads_the_struct_of_json_and_of_parquet(self) -> None:
        for reference in (base64.b64encode(to_bytes(REF)).decode(), to_bytes(REF)):
            value = media({"object": reference, "content_type": "image/png", "width": None})
            self.assertEqual(value.reference, REF)
            self.assertEqual(value.attributes, {"content_type": "image/png", "width": None})
            self.assertEqual(value.read(self.store), b"a small object")

    def test_is_short_in_a_frame(self) -> None:
        row = {"object": to_bytes(REF), "content_type": "image/png", "width": 3, "mode": None}
        self.assertEqual(repr(media(row)), "Media(image/png, width=3)")
        row["object"] = to_bytes(DerivedRef(REF, b"\1"))
        self.assertEqual(repr(media(row)), "Media(image/png, derived, width=3)")
        self.assertIn("a small object", repr(media(to_text(REF))))

    def test_reads_a_text(self) -> None:
        value = media(to_text(REF))
        self.assertEqual(value.open(self.store).read(), b"a small object")
        self.assertEqual(media(value), value)
        self.assertEqual(media(REF), value)

    def test_says_what_is_no_medium(self) -> None:
        with self.assertRaisesRegex(InvalidReferenceError, "no attribute 'object'"):
            media({"uri": "x"})
        with self.assertRaisesRegex(InvalidReferenceError, "not Base64"):
            media({"object": "?"})

    @unittest.skipUnless(importlib.util.find_spec("numpy"), "numpy is not installed")
    def test_gives_a_tensor_to_numpy(self) -> None:
        import numpy

        file = io.BytesIO()
        numpy.save(file, numpy.arange(6, dtype="float32").reshape(2, 3))
        array = media(InlineRef(file.getvalue())).numpy(self.store)
        self.assertEqual(array.tolist(), [[0, 1, 2], [3, 4, 5]])

    @unittest.skipUnless(importlib.util.find_spec("PIL"), "Pillow is not installed")
    def test_gives_an_image_to_pillow(self) -> None:
        from PIL import Image

        file = io.BytesIO()
        Image.new("RGB", (3, 2), "red").save(file, "PNG")
        image = media(InlineRef(file.getvalue())).pil(self.store)
        self.assertEqual((image.size, image.getpixel((0, 0))), ((3, 2), (255, 0, 0)))


if __name__ == "__main__":
    unittest.main()
