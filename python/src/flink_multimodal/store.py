# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Stores: the bytes behind references. Reading only; Flink, or `bin/store put`, writes."""

from __future__ import annotations

import contextlib
import io
import re
import threading
from collections import OrderedDict, deque
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from typing import Deque, Dict, Iterable, Iterator, List, Optional, Tuple, Union

from . import _packs, _trees
from ._crc32c import crc32c
from ._places import Place, open_place
from .errors import (
    CorruptObjectError,
    MultimodalError,
    ObjectErasedError,
    ObjectNotFoundError,
    ObjectTooLargeError,
    RefusedError,
)
from .references import DerivedRef, ExternalRef, InlineRef, Reference, StoredRef, parse, to_text

_EPOCH = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_DEFAULT_MAX_BYTES = 256 << 20
_MOST_LISTINGS = 10

AnyReference = Union[str, bytes, bytearray, memoryview, Reference]


def open_store(uri: str, cache_bytes: int = 64 << 20) -> Store:
    """The store at a URI: `file:///folder`, a path, or `s3://bucket/prefix?endpoint=…&region=…`.

    `cache_bytes` is the most that is kept of whole objects in memory. Blocks. Raises
    ObjectNotFoundError if there is no store, and CorruptObjectError if its root is damaged.
    """
    return Store(open_place(uri), cache_bytes)


class Store:
    """Reads objects by reference. Every byte that it returns was verified. Thread-safe.

    It keeps the list of the packs' objects in memory, about 300 bytes for each small object.
    """

    def __init__(self, place: Place, cache_bytes: int = 64 << 20) -> None:
        self._place = place
        self._id = _store_id(place)
        self._lock = threading.Lock()
        self._epochs: List[int] = []
        self._seen_packs: set[str] = set()
        self._packs_listed: Optional[frozenset[str]] = None
        self._packed: Dict[bytes, List[Tuple[str, int, int]]] = {}
        self._cache = _Cache(cache_bytes)

    @property
    def id(self) -> bytes:
        """The 4 bytes that references to this store hold."""
        return self._id

    def __repr__(self) -> str:
        return f"Store({self._place}, id {self._id.hex()})"

    def read(self, reference: AnyReference, max_bytes: int = _DEFAULT_MAX_BYTES) -> bytes:
        """The whole object behind a reference, in any of its forms. Blocks.

        Raises InvalidReferenceError, RefusedError (another store; an external or derived
        reference), ObjectTooLargeError before anything is read, ObjectNotFoundError,
        ObjectErasedError, CorruptObjectError and StoreUnavailableError.
        """
        ref = _reference(reference)
        if isinstance(ref, InlineRef):
            return ref.content
        stored = self._own(ref)
        if stored.length > max_bytes:
            raise ObjectTooLargeError(
                f"The object {to_text(stored)} has {stored.length} bytes; at most {max_bytes} are taken"
            )
        data = self._cache.get(stored)
        if data is None:
            data = self._read_whole(stored)
            self._cache.put(stored, data)
        return data

    def read_many(
        self, references: Iterable[AnyReference], threads: int = 16
    ) -> Iterator[bytes]:
        """The objects in the order of their references, read by several threads ahead of the caller.

        Holds at most twice as many objects as there are threads.
        """
        with ThreadPoolExecutor(threads) as pool:
            ahead: Deque[Future[bytes]] = deque()
            for reference in references:
                ahead.append(pool.submit(self.read, reference))
                if len(ahead) >= 2 * threads:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()

    @property
    def is_remote(self) -> bool:
        """Whether a read crosses a network."""
        return self._place.is_remote

    def prefetch(self, references: Iterable[AnyReference], threads: int = 16) -> None:
        """Reads objects into the cache by several threads, where that crosses a network. Blocks.

        An object that cannot be read, or that the cache does not take, is left to `read`.
        """
        if not self.is_remote:
            return
        with ThreadPoolExecutor(threads) as pool:
            for reference in references:
                pool.submit(self.cache, reference)

    def cache(self, reference: AnyReference) -> None:
        """Reads an object into the cache. Blocks. What cannot be read, or is not kept, is left to
        `read`."""
        with contextlib.suppress(MultimodalError):
            ref = _reference(reference)
            if isinstance(ref, StoredRef) and self._cache.takes(ref.length):
                self.read(ref)

    def open(self, reference: AnyReference) -> io.BufferedReader:
        """The object as a seekable binary file. Of an object over 8 MiB, only the segments that are
        read are fetched, each verified by the range tree; a shorter one is read whole."""
        ref = _reference(reference)
        if isinstance(ref, StoredRef) and ref.tree_root is not None:
            return io.BufferedReader(self._large(self._own(ref)), 1 << 20)
        return io.BufferedReader(_Bytes(self.read(ref)))

    def _own(self, ref: Reference) -> StoredRef:
        if isinstance(ref, StoredRef):
            if ref.store_id != self._id:
                raise RefusedError(
                    f"The reference is to the store {ref.store_id.hex()}, and this is {self._id.hex()}"
                )
            return ref
        if isinstance(ref, ExternalRef):
            raise RefusedError(
                f"{ref.uri} lies outside the store: open it with a client of your own, and compare"
                f" its version with {ref.validator!r}"
            )
        assert isinstance(ref, DerivedRef)
        raise RefusedError(
            "The reference is derived: a program has to be run on its source, which Flink does;"
            " write MATERIALIZE(…) in SQL, or read DerivedRef.source"
        )

    def _read_whole(self, ref: StoredRef) -> bytes:
        damaged = blank = None
        for name, offset, length in self._copies(ref):
            data = self._place.read(name, offset, ref.length + 1 if length is None else length)
            if data is None:
                continue
            if sha256(data).digest() == ref.digest:
                self._check(ref, name, data)
                return data
            if length is None and len(data) > ref.length:
                self._refuse_if_sound(ref, name)
            if length is not None and not data.strip(b"\0"):
                blank = name
            else:
                damaged = name
        raise self._missing(ref, damaged, blank)

    def _check(self, ref: StoredRef, name: str, data: bytes) -> None:
        """Refuses a reference whose length or range tree is not that of the object."""
        if len(data) != ref.length:
            raise _wrong(ref, f"the object has {len(data)} bytes")
        if ref.tree_root is None:
            return
        tree = _trees.read(self._place, name, ref)
        if tree is None and _trees.digest_of(data) != ref.tree_root:
            raise _wrong(ref, "the object has another range tree")

    def _refuse_if_sound(self, ref: StoredRef, name: str) -> None:
        """Refuses the reference if a copy that does not match it is sound. Holds 1 MiB of it."""
        digest, length = sha256(), 0
        while piece := self._place.read(name, length, 1 << 20):
            digest.update(piece)
            length += len(piece)
        if digest.digest() == ref.digest:
            same = length == ref.length
            raise _wrong(
                ref, "the object has another range tree" if same else f"the object has {length} bytes"
            )

    def _copies(self, ref: StoredRef) -> Iterator[Tuple[str, int, Optional[int]]]:
        """Where the object may lie: what is known first, then what new listings show.

        A listing may miss a pack that gets another name meanwhile, so that only a second one that
        shows the same packs says that there are no more.
        """
        yielded = set()
        for listing in range(_MOST_LISTINGS):
            is_new = False
            if listing > 0 or not self._epochs:
                is_new = self._list()
            for copy in self._known_copies(ref):
                if copy not in yielded:
                    yielded.add(copy)
                    yield copy
            if listing > 0 and not is_new:
                return

    def _known_copies(self, ref: StoredRef) -> List[Tuple[str, int, Optional[int]]]:
        packed: List[Tuple[str, int, Optional[int]]] = list(self._packed.get(ref.digest, ()))
        name = ref.digest.hex()
        alone: List[Tuple[str, int, Optional[int]]] = [
            (f"objects/{epoch}/{name}", 0, None) for epoch in self._epochs
        ]
        return packed + alone if ref.length < _packs.MAX_RECORD_BYTES else alone

    def _list(self) -> bool:
        """The epochs, and the objects of packs that are not known yet.

        Whether it shows other packs than the last listing.
        """
        with self._lock:
            names = self._place.names("epochs")
            found = sorted((int(n) for n in names if _EPOCH.fullmatch(n)), reverse=True)
            packs: Optional[frozenset[str]] = frozenset()
            for epoch in found or [1]:
                listed = self._list_packs(epoch)
                packs = None if packs is None or listed is None else packs | listed
            self._epochs = found or [1]
            is_new = packs is None or packs != self._packs_listed
            self._packs_listed = packs
            return is_new

    def _list_packs(self, epoch: int) -> Optional[frozenset[str]]:
        """The packs of an epoch; None if one disappeared before it was read, so that its objects
        lie in one that was not listed."""
        folder = f"packs/{epoch}"
        there = {n for n in self._place.names(folder) if n.endswith((".pack", ".open"))}
        fresh = {n for n in there if f"{folder}/{n}" not in self._seen_packs}
        if len(fresh) > 8:
            for index in sorted(self._place.names(f"index/{epoch}")):
                if index.endswith(".index"):
                    data = self._place.read(f"index/{epoch}/{index}", 0, _packs.MAX_INDEX_BYTES + 1)
                    for pack, entries in _packs.index_sections(data or b"", self._id, epoch):
                        if f"{pack}.pack" in fresh:
                            fresh.discard(f"{pack}.pack")
                            self._add(f"{folder}/{pack}.pack", entries)
        complete = True
        for name in sorted(fresh):
            entries_of_pack = _packs.entries(self._place, f"{folder}/{name}")
            if entries_of_pack is None:
                complete = False
            else:
                self._add(f"{folder}/{name}", entries_of_pack)
        return frozenset(f"{folder}/{n}" for n in there) if complete else None

    def _add(self, pack: str, entries: Iterable[_packs.Entry]) -> None:
        for digest, offset, length in entries:
            copy = (pack, _packs.content_at(offset), length)
            copies = self._packed.setdefault(digest, [])
            if copy not in copies:
                copies.append(copy)
        if pack.endswith(".pack"):
            self._seen_packs.add(pack)

    def _missing(
        self, ref: StoredRef, damaged: Optional[str], blank: Optional[str] = None
    ) -> Exception:
        """`blank` is a pack whose record of the object has only zeros, as erasure leaves it."""
        if damaged is None and self._place.size(f"erased/{ref.digest.hex()}") is not None:
            return ObjectErasedError(f"The object {to_text(ref)} was erased from {self}")
        damaged = damaged or blank
        if damaged is not None:
            return CorruptObjectError(
                f"The object {to_text(ref)} is damaged in {damaged} of {self}, and no other copy is"
                " sound; put the original again to repair it"
            )
        return ObjectNotFoundError(
            f"The object {to_text(ref)} is not in {self}, in none of its {len(self._epochs)} epochs"
        )

    def _large(self, ref: StoredRef) -> _LargeObject:
        damaged = None
        for name, _, _ in self._copies(ref):
            size = self._place.size(name)
            if size == ref.length:
                large = _LargeObject(self._place, name, ref)
                if large.is_sound():
                    return large
            if size is not None:
                self._refuse_if_sound(ref, name)
                damaged = name
        raise self._missing(ref, damaged)


class _LargeObject(io.RawIOBase):
    """An object over 8 MiB, segment by segment."""

    def __init__(self, place: Place, name: str, ref: StoredRef) -> None:
        self._place = place
        self._name = name
        self._ref = ref
        self._segment_bytes = _trees.segment_bytes(ref.length)
        self._digests = _trees.read(place, name, ref) or [
            _trees.digest_of(self._fetch(i))
            for i in range(_trees.segments(ref.length, self._segment_bytes))
        ]
        self._at = 0
        self._held: Tuple[int, bytes] = (-1, b"")

    def is_sound(self) -> bool:
        """Whether the digests of the segments are those of the reference."""
        return _trees.root_of(self._digests) == self._ref.tree_root

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._ref.length}[whence]
        if base + offset < 0:
            raise ValueError(f"Cannot seek to {base + offset}")
        self._at = base + offset
        return self._at

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        if self._at >= self._ref.length:
            return 0
        number, within = divmod(self._at, self._segment_bytes)
        if self._held[0] != number:
            self._held = (number, self._verified(number))
        data = self._held[1][within : within + len(buffer)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _verified(self, number: int) -> bytes:
        data = self._fetch(number)
        if _trees.digest_of(data) != self._digests[number]:
            raise CorruptObjectError(
                f"The object {to_text(self._ref)} is damaged in {self._name} of {self._place},"
                f" in the {self._segment_bytes} bytes from {number * self._segment_bytes}"
            )
        return data

    def _fetch(self, number: int) -> bytes:
        data = self._place.read(self._name, number * self._segment_bytes, self._segment_bytes)
        if not data:
            raise ObjectNotFoundError(f"{self._name} of {self._place} is gone, or became shorter")
        return data


class _Bytes(io.RawIOBase):
    """An object that is held whole."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        return self._file.readinto(buffer)


class _Cache:
    """Objects by reference, bounded in bytes; the one that was used least recently goes first."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._bytes = 0
        self._objects: "OrderedDict[StoredRef, bytes]" = OrderedDict()
        self._lock = threading.Lock()

    def get(self, ref: StoredRef) -> Optional[bytes]:
        with self._lock:
            data = self._objects.get(ref)
            if data is not None:
                self._objects.move_to_end(ref)
            return data

    def takes(self, length: int) -> bool:
        """Whether an object of this length is kept: one of more than a sixteenth passes by."""
        return length <= self._capacity // 16

    def put(self, ref: StoredRef, data: bytes) -> None:
        if not self.takes(len(data)):
            return
        with self._lock:
            if ref not in self._objects:
                self._objects[ref] = data
                self._bytes += len(data)
            while self._bytes > self._capacity:
                self._bytes -= len(self._objects.popitem(last=False)[1])


def _wrong(ref: StoredRef, observed: str) -> RefusedError:
    return RefusedError(f"The reference {to_text(ref)} is wrong: {observed}")


def _reference(reference: AnyReference) -> Reference:
    if isinstance(reference, (str, bytes, bytearray, memoryview)):
        return parse(reference)
    return reference


def _store_id(place: Place) -> bytes:
    data = place.read("root", 0, 4096)
    if data is None:
        raise ObjectNotFoundError(f"There is no store at {place}: it has no root")
    body, mark, checksum = data.rpartition(b"crc32c=")
    if not mark or checksum != b"%08x\n" % crc32c(body):
        raise CorruptObjectError(f"The root of the store at {place} is damaged")
    values = dict(line.partition("=")[::2] for line in body.decode("ascii", "replace").splitlines())
    if values.get("format") not in ("1", "2"):
        raise RefusedError(
            f"The store at {place} has format {values.get('format')}, this release reads the formats 1 and 2"
        )
    if not re.fullmatch("[0-9a-f]{8}", values.get("store", "")):
        raise CorruptObjectError(f"The root of the store at {place} holds no store id")
    return bytes.fromhex(values["store"])
