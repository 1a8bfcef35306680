# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Packs: files that hold many small objects, and how their lists are read."""

from __future__ import annotations

import re
import struct
from typing import Iterator, Optional, Tuple

from ._crc32c import crc32c
from ._places import Place

MAX_RECORD_BYTES = 1 << 20
MAX_PACK_BYTES = 256 << 20
MAX_INDEX_BYTES = 64 << 20
_HEADER_BYTES = 24
_RECORD_HEADER_BYTES = 44
_TRAILER_BYTES = 24
_ENTRY = struct.Struct(">32sII")
_TRAILER = struct.Struct(">QII8s")
_ERASED = bytes(32)
_POSSIBLE_LENGTH = re.compile(rb"\0[\0-\x0f]", re.DOTALL)
_NOT_ZERO = re.compile(rb"[^\0]", re.DOTALL)

Entry = Tuple[bytes, int, int]
"""The digest of an object, where its record begins in the pack, and the object's length in bytes."""


def content_at(record_offset: int) -> int:
    """Where the bytes of an object begin whose record begins here."""
    return record_offset + _RECORD_HEADER_BYTES


def entries(place: Place, name: str) -> Optional[Iterator[Entry]]:
    """The objects of a pack: by its footer, or by its records where it has no sound footer.

    None if the pack does not exist any more: it was sealed or merged under another name.

    Nothing here is trusted: whoever reads an object compares it with its digest.
    """
    size = place.size(name)
    if size is None:
        return None
    if size > MAX_PACK_BYTES:
        return iter(())
    footer = _footer(place, name, size)
    if footer is not None:
        return iter(footer)
    data = place.read(name, 0, MAX_PACK_BYTES)
    return None if data is None else _records(data)


def _footer(place: Place, name: str, size: int) -> Optional[list[Entry]]:
    if size < _HEADER_BYTES + _TRAILER_BYTES or not name.endswith(".pack"):
        return None
    trailer = place.read(name, size - _TRAILER_BYTES, _TRAILER_BYTES) or b""
    if len(trailer) != _TRAILER_BYTES:
        return None
    offset, count, checksum, magic = _TRAILER.unpack(trailer)
    length = count * _ENTRY.size
    if magic != b"MMPKEND1" or offset + length + _TRAILER_BYTES != size:
        return None
    body = place.read(name, offset, length) or b""
    if crc32c(body + trailer[:12] + offset.to_bytes(8, "big")) != checksum:
        return None
    return [entry for entry in _ENTRY.iter_unpack(body) if _is_possible(entry, offset)]


def _is_possible(entry: Entry, end: int) -> bool:
    digest, offset, length = entry
    return (
        digest != _ERASED
        and length < MAX_RECORD_BYTES
        and offset >= _HEADER_BYTES
        and content_at(offset) + length <= end
    )


def _records(data: bytes) -> Iterator[Entry]:
    """By the headers of records. One that is damaged is passed over, to the next that is sound."""
    at = _HEADER_BYTES
    while at + _RECORD_HEADER_BYTES <= len(data):
        header = data[at : at + _RECORD_HEADER_BYTES]
        length = int.from_bytes(header[:4], "big")
        sound = (
            length < MAX_RECORD_BYTES
            and at + _RECORD_HEADER_BYTES + length <= len(data)
            and crc32c(header[:40] + at.to_bytes(8, "big")) == int.from_bytes(header[40:], "big")
        )
        if not sound:
            at = _next_possible(data, at + 1)
            continue
        if header[4:36] != _ERASED:
            yield header[4:36], at, length
        at += _RECORD_HEADER_BYTES + length


def _next_possible(data: bytes, at: int) -> int:
    """The next offset where a record may begin: at a possible length, and not in a run of zeros.

    A header of zeros alone is passed over: it would be an erased record without content.
    """
    possible = _POSSIBLE_LENGTH.search(data, at)
    if possible is None:
        return len(data)
    begin = possible.start()
    if data[begin : begin + _RECORD_HEADER_BYTES].strip(b"\0"):
        return begin
    content = _NOT_ZERO.search(data, begin)
    return len(data) if content is None else content.start() - _RECORD_HEADER_BYTES + 1


def index_sections(data: bytes, store_id: bytes, epoch: int) -> Iterator[Tuple[str, list[Entry]]]:
    """The packs of an index, each with its objects, up to the first section that is damaged.

    There are none if the index is of another store or epoch, or its header is damaged.
    """
    header = b"MMINDX01" + store_id + epoch.to_bytes(8, "big")
    if len(data) > MAX_INDEX_BYTES or data[:24] != header + crc32c(header).to_bytes(4, "big"):
        return
    at = _HEADER_BYTES
    while at + 2 <= len(data):
        begin = at
        name_length = int.from_bytes(data[at : at + 2], "big")
        name = data[at + 2 : at + 2 + name_length]
        at += 2 + name_length
        if not 1 <= name_length <= 64 or at + 12 > len(data):
            return
        pack_bytes = int.from_bytes(data[at : at + 8], "big")
        count = int.from_bytes(data[at + 8 : at + 12], "big")
        at += 12
        end = at + count * _ENTRY.size
        if end + 4 > len(data):
            return
        checksum = int.from_bytes(data[end : end + 4], "big")
        if crc32c(data[begin:end] + begin.to_bytes(8, "big")) != checksum:
            return
        found = [e for e in _ENTRY.iter_unpack(data[at:end]) if _is_possible(e, pack_bytes)]
        yield name.decode("ascii", "replace"), found
        at = end + 4
