# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""References: what rows, states and topics hold in place of an object.

The binary and the text forms are specified in docs/format.md. Both are strict: an identity has one
form, and an unknown version or flag is an error. All classes are immutable and can be hashed.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Optional, Union

from .errors import InvalidReferenceError

MAX_ENCODED_BYTES = 1 << 20
MAX_INLINE_BYTES = MAX_ENCODED_BYTES - 8192
MAX_PROGRAM_BYTES = 4096
MAX_URI_BYTES = 4096
MAX_VALIDATOR_BYTES = 512
MAX_PREFIX_BYTES = 1024
TREE_THRESHOLD_BYTES = 8 << 20

_VERSION = 1
_INLINE, _STORED, _EXTERNAL, _DERIVED = range(4)
_TREE_FLAG = 0x10
_PREFIX_FLAG = 0x40
_MAX_LONG = (1 << 63) - 1
_USER_INFO = re.compile(r"[^/?#]*://[^/?#]*@")
_SIGNATURE = re.compile(
    r"[?&](x-amz-(signature|credential|security-token)|x-goog-(signature|credential)|signature|sig"
    r"|awsaccesskeyid|(access[_-]?)?token|api[_-]?key|password|secret)=",
    re.ASCII | re.IGNORECASE,
)
_STORED_TEXT = re.compile(
    r"cas:1:([0-9a-f]{8}):sha256:([0-9a-f]{64}):(0|[1-9][0-9]{0,18})(?::([0-9a-f]{64}))?", re.ASCII
)


@dataclass(frozen=True)
class InlineRef:
    """An object that is so short that the reference contains it."""

    content: bytes

    def __post_init__(self) -> None:
        if len(self.content) > MAX_INLINE_BYTES:
            raise InvalidReferenceError(
                f"An inline object has at most {MAX_INLINE_BYTES} bytes, not {len(self.content)}"
            )

    @property
    def length(self) -> int:
        """The length of the object in bytes."""
        return len(self.content)


@dataclass(frozen=True)
class StoredRef:
    """An object in a store.

    `store_id` has 4 bytes, `digest` is the SHA-256 of the object, `length` is in bytes, and
    `tree_root` is the root of the range tree, which exactly the objects over 8 MiB have.
    """

    store_id: bytes
    digest: bytes
    length: int
    tree_root: Optional[bytes] = None

    def __post_init__(self) -> None:
        if len(self.store_id) != 4 or len(self.digest) != 32:
            raise InvalidReferenceError("A store's id has 4 bytes and a digest has 32")
        if not 0 <= self.length <= _MAX_LONG:
            raise InvalidReferenceError(f"The length in a reference is {self.length}")
        if (self.tree_root is not None) != (self.length > TREE_THRESHOLD_BYTES):
            raise InvalidReferenceError(
                f"A reference to {self.length} bytes {'lacks' if self.tree_root is None else 'holds'}"
                f" the root of a range tree; only objects over {TREE_THRESHOLD_BYTES} bytes have one"
            )
        if self.tree_root is not None and len(self.tree_root) != 32:
            raise InvalidReferenceError("The root of a range tree has 32 bytes")


@dataclass(frozen=True)
class ExternalRef:
    """Bytes outside every store: a URI, where the object begins, its size and the version seen.

    `size` is in bytes, with the prefix, or None if unknown; `validator` is None if there is none;
    `prefix` holds the first bytes of the object, which the resource does not have.
    """

    uri: str
    offset: int = 0
    size: Optional[int] = None
    validator: Optional[str] = None
    prefix: Optional[bytes] = None

    def __post_init__(self) -> None:
        _check_text("URI", self.uri, MAX_URI_BYTES)
        _check_text("validator", self.validator or "", MAX_VALIDATOR_BYTES)
        if not self.uri or self.prefix == b"":
            raise InvalidReferenceError("An external reference has an empty URI or prefix")
        if _USER_INFO.match(self.uri) or _SIGNATURE.search(self.uri):
            raise InvalidReferenceError(
                "The URI of an external object holds a credential; give it without, and configure"
                " the credential where the object is read"
            )
        size = 0 if self.size is None else self.size
        if self.offset < 0 or size < 0 or self.offset + size > _MAX_LONG - 1:
            raise InvalidReferenceError(
                f"The offset {self.offset} or the size {self.size} of an external object is negative,"
                " or it ends beyond 2^63 - 1"
            )
        if self.prefix is not None and len(self.prefix) > MAX_PREFIX_BYTES:
            raise InvalidReferenceError(
                f"The prefix of an external object has at most {MAX_PREFIX_BYTES} bytes,"
                f" not {len(self.prefix)}"
            )
        if self.prefix is not None and self.size is not None and self.size < len(self.prefix):
            raise InvalidReferenceError(
                f"An external object of {self.size} bytes has a prefix of {len(self.prefix)}"
            )


@dataclass(frozen=True)
class DerivedRef:
    """What a program makes of another object. This package does not run programs."""

    source: Union[InlineRef, StoredRef, ExternalRef]
    program: bytes

    def __post_init__(self) -> None:
        if not self.program:
            raise InvalidReferenceError("A derived reference without a program")
        if len(self.program) > MAX_PROGRAM_BYTES:
            raise InvalidReferenceError(
                f"A program has at most {MAX_PROGRAM_BYTES} bytes, not {len(self.program)}"
            )


Reference = Union[InlineRef, StoredRef, ExternalRef, DerivedRef]


def parse(reference: Union[str, bytes, bytearray, memoryview]) -> Reference:
    """The reference in its text form, a `str`, or its binary form, `bytes`.

    Raises InvalidReferenceError. A signature is refused here; `Signer.verify` takes it off.
    """
    if isinstance(reference, str):
        return _parse_text(reference)
    return _decode(bytes(reference))


def to_bytes(ref: Reference) -> bytes:
    """The binary form, as the attribute `object` of rows holds it."""
    if isinstance(ref, InlineRef):
        return bytes([_VERSION, _INLINE]) + _sized(ref.content)
    if isinstance(ref, StoredRef):
        flags = _STORED | (_TREE_FLAG if ref.tree_root else 0)
        head = bytes([_VERSION, flags]) + ref.store_id + ref.digest
        return head + _varint(ref.length) + (ref.tree_root or b"")
    if isinstance(ref, ExternalRef):
        flags = _EXTERNAL | (_PREFIX_FLAG if ref.prefix is not None else 0)
        validator = None if ref.validator is None else ref.validator.encode()
        return (
            bytes([_VERSION, flags])
            + _sized(ref.uri.encode())
            + _varint(ref.offset)
            + _varint(0 if ref.size is None else ref.size + 1)
            + (b"\0" if validator is None else _varint(len(validator) + 1) + validator)
            + (b"" if ref.prefix is None else _sized(ref.prefix))
        )
    return bytes([_VERSION, _DERIVED]) + _sized(ref.program) + to_bytes(ref.source)


def to_text(ref: Reference) -> str:
    """The text form, as `OBJECT_URI` returns it in SQL."""
    if isinstance(ref, StoredRef):
        root = f":{ref.tree_root.hex()}" if ref.tree_root else ""
        return f"cas:1:{ref.store_id.hex()}:sha256:{ref.digest.hex()}:{ref.length}{root}"
    return _prefix(ref) + base64.urlsafe_b64encode(to_bytes(ref)).rstrip(b"=").decode()


def _prefix(ref: Reference) -> str:
    if isinstance(ref, InlineRef):
        return "inl:1:"
    return "ext:1:" if isinstance(ref, ExternalRef) else "drv:1:"


def _parse_text(text: str) -> Reference:
    if text.startswith("cas:"):
        match = _STORED_TEXT.fullmatch(text) if len(text) <= 256 else None
        if match is None:
            raise InvalidReferenceError(
                "The text of a stored reference reads"
                " cas:1:<8 hex>:sha256:<64 hex>:<length>[:<64 hex>], in lower case"
            )
        root = match[4]
        return StoredRef(
            bytes.fromhex(match[1]),
            bytes.fromhex(match[2]),
            int(match[3]),
            bytes.fromhex(root) if root else None,
        )
    prefix, rest = text[:6], text[6:]
    if prefix not in ("inl:1:", "ext:1:", "drv:1:"):
        raise InvalidReferenceError(
            "The text of a reference begins with cas:1:, inl:1:, ext:1: or drv:1:"
        )
    most = 8192 if prefix == "ext:1:" else (MAX_ENCODED_BYTES + 2) // 3 * 4 + 6
    if len(text) > most:
        raise InvalidReferenceError(
            f"The text of this kind of reference has at most {most} characters, this one has {len(text)}"
        )
    ref = _decode(_base64(rest))
    if isinstance(ref, StoredRef) or _prefix(ref) != prefix:
        raise InvalidReferenceError(
            f"The text of a reference begins with {prefix} but holds another kind"
        )
    return ref


def _base64(text: str) -> bytes:
    try:
        ascii_text = text.encode("ascii")
        binary = base64.b64decode(ascii_text + b"=" * (-len(ascii_text) % 4), b"-_", True)
        if base64.urlsafe_b64encode(binary).rstrip(b"=") == ascii_text:
            return binary
    except (UnicodeEncodeError, binascii.Error):
        pass
    raise InvalidReferenceError("The text of a reference is not base64url without padding")


def _decode(data: bytes) -> Reference:
    if len(data) > MAX_ENCODED_BYTES:
        raise InvalidReferenceError(
            f"A reference has at most {MAX_ENCODED_BYTES} bytes, this one has {len(data)}"
        )
    scanner = _Scanner(data)
    ref = _read(scanner, True)
    if scanner.at != len(data):
        raise InvalidReferenceError(
            f"{len(data) - scanner.at} bytes follow a reference of {scanner.at} bytes"
        )
    return ref


def _read(scanner: _Scanner, derived_allowed: bool) -> Reference:
    version = scanner.byte()
    if version != _VERSION:
        raise InvalidReferenceError(
            f"A reference of version {version} cannot be read; this release reads version {_VERSION}"
        )
    flags = scanner.byte()
    kind = flags & 3
    allowed = {_STORED: _TREE_FLAG, _EXTERNAL: _PREFIX_FLAG}.get(kind, 0)
    if flags & ~(3 | allowed):
        raise InvalidReferenceError(f"Unknown algorithm or flag in a reference: {flags:#x}")
    flagged = bool(flags & allowed)
    if kind == _INLINE:
        return InlineRef(scanner.sized(MAX_INLINE_BYTES))
    if kind == _STORED:
        store_id, digest, length = scanner.take(4), scanner.take(32), scanner.varint()
        return StoredRef(store_id, digest, length, scanner.take(32) if flagged else None)
    if kind == _EXTERNAL:
        return _read_external(scanner, flagged)
    if not derived_allowed:
        raise InvalidReferenceError(
            "A derived reference over a derived one: programs are joined, not nested"
        )
    program = scanner.sized(MAX_PROGRAM_BYTES)
    source = _read(scanner, False)
    assert not isinstance(source, DerivedRef)
    return DerivedRef(source, program)


def _read_external(scanner: _Scanner, prefixed: bool) -> ExternalRef:
    uri = _utf8(scanner.sized(MAX_URI_BYTES))
    offset, size_code = scanner.varint(), scanner.varint()
    validator_code = scanner.varint()
    if validator_code > 513:
        raise InvalidReferenceError(f"A validator has at most 512 bytes, not {validator_code - 1}")
    validator = _utf8(scanner.take(validator_code - 1)) if validator_code else None
    prefix = scanner.sized(MAX_PREFIX_BYTES) if prefixed else None
    return ExternalRef(uri, offset, size_code - 1 if size_code else None, validator, prefix)


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise InvalidReferenceError("A text in a reference is not UTF-8") from None


def _check_text(what: str, text: str, most: int) -> None:
    if len(text) > most or len(text.encode("utf-8", "replace")) > most:
        raise InvalidReferenceError(f"The {what} of an external object has at most {most} bytes")
    if any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise InvalidReferenceError(f"The {what} of an external object holds characters that are not text")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _sized(data: bytes) -> bytes:
    return _varint(len(data)) + data


class _Scanner:
    """Reads fields of an array, each compared with what is left before it is taken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def byte(self) -> int:
        return self.take(1)[0]

    def take(self, length: int) -> bytes:
        end = self.at + length
        if end > len(self._data):
            raise InvalidReferenceError(
                f"A reference ends early: {length} bytes are expected at {self.at},"
                f" and {len(self._data) - self.at} follow"
            )
        taken = self._data[self.at : end]
        self.at = end
        return taken

    def sized(self, most: int) -> bytes:
        length = self.varint()
        if length > most:
            raise InvalidReferenceError(
                f"A field of a reference has at most {most} bytes, not {length}"
            )
        return self.take(length)

    def varint(self) -> int:
        value = 0
        for shift in range(0, 63, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if byte == 0 and shift:
                    raise InvalidReferenceError("A reference has a number longer than it needs")
                return value
        raise InvalidReferenceError("A reference has a number of more than 63 bits")
