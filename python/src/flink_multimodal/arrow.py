# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Tables of Arrow with the objects themselves in the place of references. Needs pyarrow."""

from __future__ import annotations

import io
import json
from typing import Any, Dict, List, Optional, Sequence

from .media import Media, media
from .store import Store

_FEATURES = {"image": "Image", "audio": "Audio", "video": "Video"}


def media_columns(schema: Any) -> List[str]:
    """The columns of a `pyarrow.Schema` that hold media: structs with the attribute `object`."""
    import pyarrow

    return [
        field.name
        for field in schema
        if pyarrow.types.is_struct(field.type) and field.type.get_field_index("object") >= 0
    ]


def with_bytes(
    table: Any, store: Store, columns: Optional[Sequence[str]] = None, threads: int = 16
) -> Any:
    """The `pyarrow.Table` with the encoded objects in it, in the form of Hugging Face's `datasets`.

    Each of the columns, by default all that hold media, becomes a struct of `bytes`, the encoded
    object, and `path`, which is NULL. Where `datasets` is installed, the metadata of the schema says
    which of them are images, audio or videos, by the content type of the first value, so that
    `datasets.Dataset(table)` decodes them. Blocks to read all objects, by several threads, and holds them: slice the table
    to bound the memory. Raises ValueError for a column that holds no media, and what `Store.read`
    raises.
    """
    import pyarrow

    known = media_columns(table.schema)
    features: Dict[str, Any] = {}
    for column in known if columns is None else columns:
        if column not in known:
            raise ValueError(f"The column {column!r} holds no media; those that do are {known}")
        values = _media_of(table, column)
        present = [value for value in values if value is not None]
        contents = store.read_many([value.reference for value in present], threads)
        structs = [
            None if value is None else {"bytes": next(contents), "path": None} for value in values
        ]
        type_ = pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())])
        index = table.schema.get_field_index(column)
        table = table.set_column(index, column, pyarrow.array(structs, type_))
        kind = _kind(present)
        if kind is not None:
            features[column] = {"_type": kind}
    if not features:
        return table
    return _with_features(table, features)


def tensors(table: Any, column: str, store: Store, threads: int = 16) -> Any:
    """The tensors of a column as a `pyarrow.FixedShapeTensorArray`, whose `to_numpy_ndarray()` is
    one array of numpy without a copy.

    All have to have the shape and the type of the first one, and none may be NULL: ValueError
    otherwise, with the row. Blocks to read all objects, and holds them. Needs numpy.
    """
    import numpy
    import pyarrow

    values = _media_of(table, column)
    if None in values:
        raise ValueError(f"The column {column!r} is NULL in row {values.index(None)}")
    references = [value.reference for value in values if value is not None]
    arrays: List[Any] = []
    for row, content in enumerate(store.read_many(references, threads)):
        array = numpy.load(io.BytesIO(content), allow_pickle=False)
        if arrays and (array.shape, array.dtype) != (arrays[0].shape, arrays[0].dtype):
            raise ValueError(
                f"The tensor in row {row} of {column!r} is {array.dtype}{list(array.shape)}, and"
                f" the first one is {arrays[0].dtype}{list(arrays[0].shape)}"
            )
        arrays.append(array)
    if not arrays:
        raise ValueError("No row says which shape the tensors have")
    return pyarrow.FixedShapeTensorArray.from_numpy_ndarray(numpy.stack(arrays))


def _media_of(table: Any, column: str) -> List[Optional[Media]]:
    return [None if value is None else media(value) for value in table[column].to_pylist()]


def _kind(values: Sequence[Media]) -> Optional[str]:
    content_type = values[0].attributes.get("content_type") if values else None
    return _FEATURES.get(str(content_type).split("/")[0])


def _with_features(table: Any, features: Dict[str, Any]) -> Any:
    try:
        from datasets import Features
    except ImportError:
        return table
    all_features = Features.from_arrow_schema(table.schema.remove_metadata()).to_dict()
    all_features.update(features)
    metadata = dict(table.schema.metadata or {})
    metadata[b"huggingface"] = json.dumps({"info": {"features": all_features}}).encode()
    return table.replace_schema_metadata(metadata)
