# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Tables as columnar batches."""

from __future__ import annotations

from typing import Any, List

from ..media import Media, media
from ._types import row_of


def to_arrow(table: Any) -> Any:
    """The rows of a bounded table as a `pyarrow.Table`. Runs the query, and holds its result.

    A column of a multimodal type is a struct of `object`, the binary reference, and the attributes;
    `media(row["img"])` reads one. No object is read. Rows come from Java in batches of
    `python.fn-execution.arrow.batch.size`.
    """
    import pyarrow
    import pytz
    from pyflink.java_gateway import get_gateway
    from pyflink.table.serializers import ArrowSerializer
    from pyflink.table.types import create_arrow_schema

    rows = as_rows(table)
    gateway = get_gateway()
    config = rows._j_table.getTableEnvironment().getConfig()
    batches = gateway.jvm.org.apache.flink.table.runtime.arrow.ArrowUtils.collectAsPandasDataFrame(
        rows._j_table,
        config.get(gateway.jvm.org.apache.flink.python.PythonOptions.MAX_ARROW_BATCH_SIZE),
    )
    schema = rows.get_schema()
    arrow_schema = create_arrow_schema(schema.get_field_names(), schema.get_field_data_types())
    zone = pytz.timezone(config.getLocalTimeZone().getId())
    serializer = ArrowSerializer(arrow_schema, schema.to_row_data_type(), zone)
    return pyarrow.Table.from_batches(serializer.load_from_iterator(batches), arrow_schema)


def to_pandas(table: Any) -> Any:
    """The rows of a bounded table as a `pandas.DataFrame`, with a `Media` for each value of a
    multimodal type. Runs the query, and holds its result; no object is read."""
    columns = _media_columns(table)
    frame = to_arrow(table).to_pandas()
    for column in columns:
        frame[column] = frame[column].map(_medium)
    return frame


def _medium(value: Any) -> Any:
    return value if value is None or isinstance(value, Media) else media(value)


def _media_columns(table: Any) -> List[str]:
    columns = table._j_table.getResolvedSchema().getColumns()
    return [
        column.getName() for column in columns if row_of(column.getDataType()) is not None
    ]


def as_rows(table: Any) -> Any:
    """The table, with a ROW of the attributes in the place of each multimodal type: what
    `execute().collect()` and Flink's own connectors for Python take."""
    from pyflink.table.expressions import col

    columns = list(table._j_table.getResolvedSchema().getColumns())
    media_columns = set(_media_columns(table))
    if not media_columns:
        return table
    types = table.get_schema().get_field_data_types()
    return table.select(
        *[
            col(column.getName()).cast(type_).alias(column.getName())
            if column.getName() in media_columns
            else col(column.getName())
            for column, type_ in zip(columns, types)
        ]
    )
