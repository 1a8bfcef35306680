# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Data sets over a store, for loaders that run several processes, such as torch's DataLoader."""

from __future__ import annotations

import os
from typing import Any, Callable, Dict, List, Optional, Sequence

from .media import Media, media
from .store import Store, open_store


class StoreDataset:
    """The samples of a list of rows: what `torch.utils.data.DataLoader` takes as a map-style data set.

        dataset = StoreDataset("file:///shared/media", rows, lambda row, store: row["img"].pil(store))
        loader = DataLoader(dataset, batch_size=64, num_workers=8, shuffle=True)

    `rows` is a sequence of mappings or of media values. `sample(row, store)` makes the sample; in
    a row that is a mapping, the values of `columns` are `Media`. Without it, a sample is the
    object's bytes. It needs no torch. It can be pickled if `rows` and `sample` can be; each process
    opens the store once. Thread-safe if `sample` is. Errors are those of `Store.read`.
    """

    def __init__(
        self,
        store: str,
        rows: Sequence[Any],
        sample: Optional[Callable[[Any, Store], Any]] = None,
        columns: Sequence[str] = ("img",),
        threads: int = 16,
    ) -> None:
        self._uri = store
        self._rows = rows
        self._sample = sample or _content
        self._columns = tuple(columns)
        self._threads = threads

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Any:
        store = _store(self._uri)
        return self._sample(self._row(index), store)

    def __getitems__(self, indices: Sequence[int]) -> List[Any]:
        """A batch, as torch asks for it: the objects are read by several threads, the samples made by one."""
        store = _store(self._uri)
        rows = [self._row(index) for index in indices]
        store.prefetch((m.reference for row in rows for m in self._media(row)), self._threads)
        return [self._sample(row, store) for row in rows]

    def _row(self, index: int) -> Any:
        row = self._rows[index]
        if isinstance(row, dict) and "object" not in row:
            made: Dict[str, Any] = dict(row)
            for column in self._columns:
                if made.get(column) is not None:
                    made[column] = media(made[column])
            return made
        return media(row)

    def _media(self, row: Any) -> List[Media]:
        values = row.values() if isinstance(row, dict) else (row,)
        return [value for value in values if isinstance(value, Media)]


_STORES: Dict[tuple[int, str], Store] = {}


def _store(uri: str) -> Store:
    """One store for each process: a forked one has its own, since connections are not shared."""
    key = (os.getpid(), uri)
    if key not in _STORES:
        _STORES[key] = open_store(uri)
    return _STORES[key]


def _content(row: Any, store: Store) -> bytes:
    if isinstance(row, Media):
        return row.read(store)
    values = [value for value in row.values() if isinstance(value, Media)]
    if len(values) != 1:
        raise ValueError(f"The row has {len(values)} media; say with `sample` what is made of it")
    return values[0].read(store)
