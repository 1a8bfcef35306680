# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Python functions over decoded arrays."""

from __future__ import annotations

import functools
import io
import itertools
from typing import Any, Callable

_NPY = b"\x93NUMPY"


def array_udf(result_type: Any, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """A scalar function of PyFlink whose first argument is a numpy array, decoded from the bytes of
    an image or of a tensor:

        @array_udf(result_type=DataTypes.DOUBLE())
        def brightness(pixels):                       # (height, width, channels), uint8
            return float(pixels.mean())

        env.create_temporary_function("BRIGHTNESS", brightness)
        env.sql_query("SELECT BRIGHTNESS(CONTENT(IMAGE_RESIZE(img, 64, 64))) FROM photos")

    The bytes come in batches by Arrow. An image is decoded by Pillow as it is, so that its mode
    decides the number of channels; a tensor by numpy. NULL bytes give NULL, and the function is not
    called. Other arguments come as PyFlink gives them. `options` are those of `pyflink.table.udf.udf`.
    """
    from pyflink.table.udf import udf

    def wrap(function: Callable[..., Any]) -> Any:
        @functools.wraps(function)
        def batch(contents: Any, *others: Any) -> Any:
            import pandas

            # A literal comes alone, not as a series.
            columns = [
                other if isinstance(other, pandas.Series) else itertools.repeat(other)
                for other in others
            ]
            made = [
                None if content is None else function(decoded(content), *row)
                for content, *row in zip(contents, *columns)
            ]
            return pandas.Series(made, dtype=object)

        return udf(batch, result_type=result_type, func_type="pandas", **options)

    return wrap


def decoded(content: bytes) -> Any:
    """The numpy array in the bytes of a `.npy` file or of an image. Needs numpy, and Pillow for
    images; raises what these raise."""
    import numpy

    if content[: len(_NPY)] == _NPY:
        return numpy.load(io.BytesIO(content), allow_pickle=False)
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        return numpy.asarray(image)
