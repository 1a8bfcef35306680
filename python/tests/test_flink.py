# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""PyFlink with the jars of Flink Multimodal: `python/test-with-flink FOLDER` installs both."""

import importlib.util
import json
import pathlib
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SIZES = {"a.png": (30, 20), "b.jpg": (64, 48), "ü.webp": (10, 70)}


@unittest.skipUnless(importlib.util.find_spec("pyflink"), "PyFlink is not installed")
class FlinkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        from PIL import Image

        from flink_multimodal.flink import table_environment

        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        images = cls.folder / "images"
        images.mkdir()
        for number, (name, size) in enumerate(SIZES.items()):
            Image.new("RGB", size, (40 * number, 0, 0)).save(images / name)
        (images / "broken.png").write_bytes((images / "a.png").read_bytes()[:20])
        cls.env = table_environment("batch", stores={"main": (cls.folder / "store").as_uri()})
        cls.env.execute_sql(
            "CREATE TABLE photos (img IMAGE, name STRING METADATA) WITH ('connector' = 'media',"
            f" 'path' = '{images}', 'on-error' = 'null')"
        )
        cls.photos = cls.env.sql_query("SELECT name, img FROM photos")

    def test_a_frame_has_media_that_are_read_without_java(self) -> None:
        from flink_multimodal import open_store
        from flink_multimodal.flink import to_pandas

        frame = to_pandas(self.photos).set_index("name")
        self.assertEqual(set(frame.index), {*SIZES, "broken.png"})
        self.assertIsNone(frame.img["broken.png"])
        store = open_store((self.folder / "store").as_uri())
        for name, size in SIZES.items():
            self.assertEqual(frame.img[name].pil(store).size, size)
            self.assertEqual(frame.img[name].attributes["width"], size[0])
        self.assertIn("Media(image/jpeg, ", str(frame))

    def test_arrow_has_structs(self) -> None:
        from pyflink.table.expressions import col

        from flink_multimodal import media
        from flink_multimodal.flink import to_arrow

        table = to_arrow(self.photos.where(col("img").is_not_null))
        self.assertEqual(table.num_rows, len(SIZES))
        for row in table.to_pylist():
            self.assertEqual(media(row["img"]).attributes["height"], SIZES[row["name"]][1])

    def test_functions_are_those_of_sql(self) -> None:
        from pyflink.table.expressions import col

        from flink_multimodal.flink import to_pandas
        from flink_multimodal.flink.functions import image_resize, image_tiles, try_image_crop

        resized = self.photos.select(
            col("name"),
            image_resize(col("img"), 5, 7).get("width").alias("w"),
            image_resize(col("img"), 8, 8, None).get("width").alias("w8"),
            try_image_crop(col("img"), 0, 0, 25, 5).get("width").alias("cropped"),
        )
        frame = to_pandas(resized).set_index("name")
        self.assertEqual(frame.w["a.png"], 5)
        self.assertEqual(frame.w8["b.jpg"], 8)
        self.assertEqual(frame.cropped["b.jpg"], 25)
        tiles = self.photos.join_lateral(image_tiles(col("img"), 32, 32).alias("x", "y", "tile"))
        counts = to_pandas(tiles.select(col("name"), col("x"), col("y"))).groupby("name").size()
        self.assertEqual(counts["b.jpg"], 4)
        self.assertIn("IMAGE_RESIZE(img IMAGE", image_resize.__doc__ or "")

    def test_a_python_function_takes_decoded_arrays(self) -> None:
        from pyflink.table import DataTypes

        from flink_multimodal.flink import array_udf, to_pandas

        @array_udf(result_type=DataTypes.ARRAY(DataTypes.INT()))
        def shape(pixels, plus):  # type: ignore[no-untyped-def]
            return [length + plus for length in pixels.shape]

        self.env.create_temporary_function("SHAPE", shape)
        frame = to_pandas(
            self.env.sql_query(
                "SELECT name, SHAPE(CONTENT(img), 100) AS image,"
                " SHAPE(CONTENT(IMAGE_TO_TENSOR(img)), 0) AS tensor FROM photos"
            )
        ).set_index("name")
        self.assertEqual(list(frame.image["b.jpg"]), [148, 164, 103])
        self.assertEqual(sorted(frame.tensor["b.jpg"]), [3, 48, 64])
        self.assertIsNone(frame.image["broken.png"])

    def test_rows_can_be_collected(self) -> None:
        from flink_multimodal.flink import as_rows

        with as_rows(self.photos).execute().collect() as rows:
            widths = {row[0]: row[1] and row[1][3] for row in rows}
        self.assertEqual(widths, {**{n: s[0] for n, s in SIZES.items()}, "broken.png": None})

    def test_the_notebook_runs(self) -> None:
        notebook = json.loads((HERE.parent / "examples/photos.ipynb").read_text())
        names = {"FOLDER": str(self.folder / "images")}
        cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
        self.assertGreater(len(cells), 3)
        for cell in cells:
            source = "".join(cell["source"])
            exec(compile(source.replace('"/photos"', "FOLDER"), "photos.ipynb", "exec"), names)
        self.assertEqual(len(names["frame"]), len(SIZES))


class JarsTest(unittest.TestCase):
    def test_says_where_it_looked_for_jars(self) -> None:
        from flink_multimodal.flink._jars import _find

        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(FileNotFoundError, f"(?s){folder}.*jars="):
                _find(folder)


if __name__ == "__main__":
    unittest.main()
