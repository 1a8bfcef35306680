# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Range trees: with the digests of its segments, a range of a large object is verified by itself."""

from __future__ import annotations

from hashlib import sha256
from typing import List, Optional

from ._places import Place
from .references import StoredRef

_LEAF_BYTES = 256 << 10
_DIGEST_BYTES = 32


def segment_bytes(length: int) -> int:
    """How many bytes of an object of this length are verified at once."""
    segment = _LEAF_BYTES
    while segments(length, segment) * _DIGEST_BYTES > 4 * segment:
        segment *= 2
    return segment


def segments(length: int, segment: int) -> int:
    """How many segments an object has; the last one may be shorter."""
    return (length + segment - 1) // segment


def root_of(digests: List[bytes]) -> bytes:
    """The root over the digests of one level. Nodes are paired from the left; an odd last one moves up."""
    level = digests
    while len(level) > 1:
        paired = [
            sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2])
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def digest_of(segment: bytes) -> bytes:
    """The digest of a segment: the root over its leaves."""
    return root_of(
        [
            sha256(b"\0" + segment[at : at + _LEAF_BYTES]).digest()
            for at in range(0, len(segment), _LEAF_BYTES)
        ]
    )


def read(place: Place, name: str, ref: StoredRef) -> Optional[List[bytes]]:
    """The digests of the segments of an object, next to its copy `name`; None if they are lost,
    damaged or not those of the reference."""
    length = segments(ref.length, segment_bytes(ref.length)) * _DIGEST_BYTES
    epoch = name.split("/")[1]
    encoded = place.read(f"trees/{epoch}/{ref.digest.hex()}", 0, length + 1) or b""
    if len(encoded) != length:
        return None
    digests = [encoded[at : at + _DIGEST_BYTES] for at in range(0, length, _DIGEST_BYTES)]
    return digests if root_of(digests) == ref.tree_root else None
