# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Data sets over a store, for loaders that run several processes, such as torch's DataLoader."""

from __future__ import annotations

import os
import random
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import (
    Any,
    Callable,
    Deque,
    Dict,
    Iterable,
    Iterator,
    List,
    Optional,
    Sequence,
    Tuple,
)

from .media import Media, media
from .store import Store, open_store

Shard = Callable[[], Iterable[Any]]


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
        return self._sample(_row(self._rows[index], self._columns), store)

    def __getitems__(self, indices: Sequence[int]) -> List[Any]:
        """A batch, as torch asks for it: the objects are read by several threads, the samples made by one."""
        store = _store(self._uri)
        rows = [_row(self._rows[index], self._columns) for index in indices]
        store.prefetch((m.reference for row in rows for m in _media_of(row)), self._threads)
        return [self._sample(row, store) for row in rows]

class StoreIterableDataset:
    """The samples of shards of rows: what `torch.utils.data.DataLoader` takes as an iterable data set.

        shards = parquet_shards(glob.glob("/data/*.parquet"))
        dataset = StoreIterableDataset("s3://bucket/media", shards, sample, shuffle_rows=10_000)
        loader = DataLoader(dataset, batch_size=64, num_workers=8)
        for epoch in range(10):
            dataset.set_epoch(epoch)
            for batch in loader: ...

    A shard is a callable that returns an iterable of rows, see `parquet_shards`; for several worker
    processes it has to be one that can be pickled. Each worker of torch takes shards of its own, so
    that there should be more shards than workers. `rank` and `world` divide them among machines
    before. With `shuffle_rows`, the order of the shards is random, and each row is chosen at random
    from that many rows that are held; the order depends on `seed` and the epoch alone. Objects of as
    many rows as there are `threads` are read ahead, where that crosses a network.

    `sample` and `columns` are those of `StoreDataset`. An iterator is for one thread. Errors are
    those of `Store.read` and of the shards.
    """

    def __init__(
        self,
        store: str,
        shards: Sequence[Shard],
        sample: Optional[Callable[[Any, Store], Any]] = None,
        columns: Sequence[str] = ("img",),
        threads: int = 16,
        shuffle_rows: int = 0,
        seed: int = 0,
        rank: int = 0,
        world: int = 1,
    ) -> None:
        if not 0 <= rank < world:
            raise ValueError(f"rank is {rank}, and has to be from 0 to world - 1, {world - 1}")
        self._uri = store
        self._shards = list(shards)
        self._sample = sample or _content
        self._columns = tuple(columns)
        self._threads = threads
        self._shuffle_rows = shuffle_rows
        self._seed = seed
        self._rank = rank
        self._world = world
        self._epoch = 0
        _tell_torch(StoreIterableDataset)

    def set_epoch(self, epoch: int) -> None:
        """Which order the next iteration has, where rows are shuffled. Before workers are started."""
        self._epoch = epoch

    def __iter__(self) -> Iterator[Any]:
        worker, workers = _worker()
        shards = list(self._shards)
        if self._shuffle_rows:
            random.Random(f"{self._seed} {self._epoch}").shuffle(shards)
        mine = shards[self._rank * workers + worker :: self._world * workers]
        rows: Iterator[Any] = (_row(row, self._columns) for shard in mine for row in shard())
        if self._shuffle_rows:
            chance = random.Random(f"{self._seed} {self._epoch} {self._rank} {worker}")
            rows = _shuffled(rows, self._shuffle_rows, chance)
        store = _store(self._uri)
        for row in _read_ahead(rows, store, self._threads):
            yield self._sample(row, store)


def _worker() -> Tuple[int, int]:
    """The number of this worker process of torch, and how many there are."""
    torch_data = sys.modules.get("torch.utils.data")
    info = None if torch_data is None else torch_data.get_worker_info()
    return (0, 1) if info is None else (info.id, info.num_workers)


def _tell_torch(dataset: type) -> None:
    """Torch asks for its own class. Without torch there is nobody to tell."""
    try:
        from torch.utils.data import IterableDataset
    except ImportError:
        return
    IterableDataset.register(dataset)


def _shuffled(rows: Iterator[Any], held: int, chance: random.Random) -> Iterator[Any]:
    pool: List[Any] = []
    for row in rows:
        if len(pool) < held:
            pool.append(row)
            continue
        at = chance.randrange(held)
        pool[at], row = row, pool[at]
        yield row
    chance.shuffle(pool)
    yield from pool


def _read_ahead(rows: Iterator[Any], store: Store, threads: int) -> Iterator[Any]:
    """The rows, while the objects of the next ones come into the store's cache."""
    if not store.is_remote:
        yield from rows
        return
    ahead: Deque[Tuple[Any, List[Future[None]]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for row in rows:
                reads = [pool.submit(store.cache, m.reference) for m in _media_of(row)]
                ahead.append((row, reads))
                if len(ahead) > threads:
                    yield _arrived(*ahead.popleft())
            while ahead:
                yield _arrived(*ahead.popleft())
        finally:
            for _, reads in ahead:
                for read in reads:
                    read.cancel()


def _arrived(row: Any, reads: List[Future[None]]) -> Any:
    for read in reads:
        read.result()
    return row


def _row(row: Any, columns: Sequence[str]) -> Any:
    if isinstance(row, dict) and "object" not in row:
        made: Dict[str, Any] = dict(row)
        for column in columns:
            if made.get(column) is not None:
                made[column] = media(made[column])
        return made
    return media(row)


def _media_of(row: Any) -> List[Media]:
    values = row.values() if isinstance(row, dict) else (row,)
    return [value for value in values if isinstance(value, Media)]


_STORES: Dict[Tuple[int, str], Store] = {}


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
