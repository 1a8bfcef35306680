# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Rows in files, a shard at a time, for loaders of several processes."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple, Union

PathLike = Union[str, "os.PathLike[str]"]


@dataclass(frozen=True)
class ParquetShard:
    """The rows of one row group of a Parquet file, as dictionaries. Needs pyarrow."""

    path: str
    row_group: int
    columns: Optional[Tuple[str, ...]] = None

    def __call__(self) -> Iterator[Dict[str, Any]]:
        from pyarrow import parquet

        with parquet.ParquetFile(self.path) as file:
            for batch in file.iter_batches(
                batch_size=1024, row_groups=[self.row_group], columns=self.columns
            ):
                yield from batch.to_pylist()


@dataclass(frozen=True)
class JsonLinesShard:
    """The rows of a file with a JSON object on each line, in UTF-8."""

    path: str

    def __call__(self) -> Iterator[Dict[str, Any]]:
        with open(self.path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield json.loads(line)
                except ValueError as e:
                    raise ValueError(f"Line {number} of {self.path} is not JSON: {e}") from None


def parquet_shards(
    paths: Sequence[PathLike], columns: Optional[Sequence[str]] = None
) -> List[ParquetShard]:
    """A shard for each row group of Parquet files; `columns` are all, if it is None. Blocks to read
    the files' footers. Needs pyarrow."""
    from pyarrow import parquet

    shards = []
    wanted = None if columns is None else tuple(columns)
    for path in [os.fspath(path) for path in paths]:
        with parquet.ParquetFile(path) as file:
            groups = file.num_row_groups
        shards += [ParquetShard(path, group, wanted) for group in range(groups)]
    return shards


def json_lines_shards(paths: Sequence[PathLike]) -> List[JsonLinesShard]:
    """A shard for each file of JSON lines."""
    return [JsonLinesShard(os.fspath(path)) for path in paths]
