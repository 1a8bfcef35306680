# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Signatures of references: where tenants share a place, references are signed when they leave Flink."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import stat
from dataclasses import dataclass
from typing import Dict

from .errors import InvalidReferenceError, RefusedError
from .references import DerivedRef, Reference, StoredRef, parse, to_text

_DOMAIN = b"multimodal:reference-signature:1\0"
_SIGNED = re.compile(r"(.+):sig:([0-9a-f]{2}):([0-9a-f]{32})", re.ASCII | re.DOTALL)
_KEY_LINE = re.compile(r"([0-9a-f]{2}) ([0-9a-f]{64})", re.ASCII)
_MAX_FILE_BYTES = 64 << 10


@dataclass(frozen=True)
class Signer:
    """Signs references with the first key and verifies them with all. Never prints a key."""

    keys: Dict[int, bytes]

    @staticmethod
    def of_file(path: str) -> Signer:
        """The keys of a file, as docs/format.md says. Raises RefusedError if others may access it."""
        status = os.stat(path)
        if status.st_mode & (stat.S_IRWXO | stat.S_IWGRP):
            raise RefusedError(f"The file of keys {path} is open to others: chmod 600 {path}")
        if status.st_size > _MAX_FILE_BYTES:
            raise RefusedError(f"The file of keys {path} has more than {_MAX_FILE_BYTES} bytes")
        keys: Dict[int, bytes] = {}
        with open(path, encoding="ascii", errors="replace") as lines:
            for number, line in enumerate(lines.read().splitlines(), 1):
                if not line or line.startswith("#"):
                    continue
                match = _KEY_LINE.fullmatch(line)
                if match is None or int(match[1], 16) in keys:
                    raise RefusedError(
                        f"Line {number} of the file of keys {path} is not a new key id of 2"
                        " hexadecimal digits, a space and 64 hexadecimal digits"
                    )
                keys[int(match[1], 16)] = bytes.fromhex(match[2])
        if not keys:
            raise RefusedError(f"The file of keys {path} holds no key")
        return Signer(keys)

    def sign(self, ref: Reference) -> str:
        """The text of a reference with its signature. Inline and external ones have none."""
        target = ref.source if isinstance(ref, DerivedRef) else ref
        if not isinstance(target, StoredRef):
            return to_text(ref)
        key_id, key = next(iter(self.keys.items()))
        return f"{to_text(ref)}:sig:{key_id:02x}:{_code(key, target).hex()}"

    def verify(self, text: str) -> Reference:
        """The reference without its signature. Raises RefusedError if the signature is missing or wrong."""
        match = _SIGNED.fullmatch(text)
        ref = parse(text if match is None else match[1])
        target = ref.source if isinstance(ref, DerivedRef) else ref
        if not isinstance(target, StoredRef):
            if match is not None:
                raise InvalidReferenceError("Only references to stored objects have a signature")
            return ref
        if match is None:
            raise RefusedError("The reference is not signed, and keys to verify it are given")
        key = self.keys.get(int(match[2], 16))
        if key is None:
            raise RefusedError(f"The reference is signed with the key {match[2]}, which is unknown")
        if not hmac.compare_digest(_code(key, target), bytes.fromhex(match[3])):
            raise RefusedError(f"The signature of the reference by the key {match[2]} is wrong")
        return ref

    def __repr__(self) -> str:
        return f"Signer(keys {', '.join(f'{key_id:02x}' for key_id in self.keys)})"


def _code(key: bytes, ref: StoredRef) -> bytes:
    message = _DOMAIN + ref.store_id + b"\0" + ref.digest + ref.length.to_bytes(8, "big")
    message += b"\1" + ref.tree_root if ref.tree_root else b"\0"
    return hmac.new(key, message, hashlib.sha256).digest()[:16]
