# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Tables of Arrow, in which media become bytes and arrays."""

import importlib.util
import io
import tempfile
import unittest
from typing import Any, Optional

from flink_multimodal import InlineRef, ObjectNotFoundError, StoredRef, open_store, to_bytes
from test_media import empty_store


def struct(content: Optional[bytes], content_type: str) -> Optional[dict[str, Any]]:
    if content is None:
        return None
    reference = to_bytes(InlineRef(content))
    return {"object": reference, "content_type": content_type, "size": len(content)}


@unittest.skipUnless(importlib.util.find_spec("pyarrow"), "pyarrow is not installed")
class ArrowTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = open_store(empty_store(folder.name))

    def images(self) -> Any:
        import pyarrow
        from PIL import Image

        contents = []
        for width in (3, 5):
            png = io.BytesIO()
            Image.new("RGB", (width, 2)).save(png, "PNG")
            contents.append(png.getvalue())
        rows = [struct(c, "image/png") for c in (contents[0], None, contents[1])]
        return pyarrow.table({"label": [1, 2, 3], "img": rows})

    def test_bytes_stand_in_the_place_of_references(self) -> None:
        from flink_multimodal.arrow import media_columns, with_bytes

        table = self.images()
        self.assertEqual(media_columns(table.schema), ["img"])
        made = with_bytes(table, self.store)
        self.assertEqual(made["label"].to_pylist(), [1, 2, 3])
        first, none, _ = made["img"].to_pylist()
        self.assertEqual(first["bytes"][:4], b"\x89PNG")
        self.assertIsNone(none)
        with self.assertRaisesRegex(ValueError, "'label' holds no media.*'img'"):
            with_bytes(table, self.store, ["label"])

    @unittest.skipUnless(importlib.util.find_spec("datasets"), "datasets is not installed")
    def test_hugging_face_decodes_it(self) -> None:
        import datasets

        from flink_multimodal.arrow import with_bytes

        rows = datasets.Dataset(with_bytes(self.images(), self.store))
        self.assertEqual(rows[0]["img"].size, (3, 2))
        self.assertIsNone(rows[1]["img"])
        self.assertEqual(rows[2]["img"].size, (5, 2))

    def test_tensors_are_one_array(self) -> None:
        import numpy
        import pyarrow

        from flink_multimodal.arrow import tensors

        arrays = [numpy.arange(6, dtype="int16").reshape(2, 3) + i for i in range(4)]
        table = pyarrow.table({"v": [struct(npy(a), "application/x-npy") for a in arrays]})
        made = tensors(table, "v", self.store)
        self.assertEqual((made.type.value_type, made.type.shape), (pyarrow.int16(), [2, 3]))
        numpy.testing.assert_array_equal(made.to_numpy_ndarray(), numpy.stack(arrays))

        other = [struct(npy(a), "application/x-npy") for a in (arrays[0], arrays[0][:1])]
        with self.assertRaisesRegex(ValueError, r"row 1 of 'v' is int16\[1, 3\].*int16\[2, 3\]"):
            tensors(pyarrow.table({"v": other}), "v", self.store)
        with self.assertRaisesRegex(ValueError, "NULL in row 1"):
            tensors(pyarrow.table({"v": [other[0], None]}), "v", self.store)

    def test_an_object_that_is_absent_is_an_error(self) -> None:
        import pyarrow

        from flink_multimodal.arrow import with_bytes

        absent = to_bytes(StoredRef(self.store.id, bytes(32), 5))
        table = pyarrow.table({"img": [{"object": absent, "content_type": "image/png"}]})
        with self.assertRaises(ObjectNotFoundError):
            with_bytes(table, self.store)


def npy(array: Any) -> bytes:
    import numpy

    file = io.BytesIO()
    numpy.save(file, array)
    return file.getvalue()


if __name__ == "__main__":
    unittest.main()
