# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Reads the objects behind the references of Flink Multimodal, without Java.

    store = open_store("file:///shared/media")
    for row in rows:                                  # from Parquet, JSON, Kafka, …
        image = media(row["img"]).pil(store)
"""

from .dataset import StoreDataset, StoreIterableDataset
from .errors import (
    CorruptObjectError,
    InvalidReferenceError,
    MultimodalError,
    ObjectErasedError,
    ObjectNotFoundError,
    ObjectTooLargeError,
    RefusedError,
    StoreUnavailableError,
)
from .media import Media, media
from .references import (
    DerivedRef,
    ExternalRef,
    InlineRef,
    Reference,
    StoredRef,
    parse,
    to_bytes,
    to_text,
)
from .shards import json_lines_shards, parquet_shards
from .signing import Signer
from .store import Store, open_store

__all__ = [
    "CorruptObjectError",
    "DerivedRef",
    "ExternalRef",
    "InlineRef",
    "InvalidReferenceError",
    "Media",
    "MultimodalError",
    "ObjectErasedError",
    "ObjectNotFoundError",
    "ObjectTooLargeError",
    "Reference",
    "RefusedError",
    "Signer",
    "Store",
    "StoreDataset",
    "StoreIterableDataset",
    "StoreUnavailableError",
    "StoredRef",
    "json_lines_shards",
    "media",
    "open_store",
    "parquet_shards",
    "parse",
    "to_bytes",
    "to_text",
]
