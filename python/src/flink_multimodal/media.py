# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Media values as rows hold them: a reference and attributes."""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass, field
from typing import Any, Mapping, Union

from .errors import InvalidReferenceError
from .references import DerivedRef, Reference, parse
from .store import AnyReference, Store


@dataclass(frozen=True, repr=False)
class Media:
    """One IMAGE, AUDIO, VIDEO, TENSOR or FILE: its reference, and the attributes that the row has.

    `attributes` has `content_type`, `size` and what else the type has, see docs/types.md; an
    attribute is None where the header of the object does not state it.
    """

    reference: Reference
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Short, for the cells of a frame: the type and the attributes that are known."""
        known = {key: value for key, value in self.attributes.items() if value is not None}
        words = [str(known.pop("content_type"))] if "content_type" in known else []
        if isinstance(self.reference, DerivedRef):
            words.append("derived")
        words += [f"{key}={value}" for key, value in known.items()]
        return f"Media({', '.join(words) or self.reference})"

    def read(self, store: Store) -> bytes:
        """The encoded object, such as the bytes of a JPEG. See Store.read."""
        return store.read(self.reference)

    def open(self, store: Store) -> io.BufferedReader:
        """The encoded object as a file. See Store.open."""
        return store.open(self.reference)

    def pil(self, store: Store) -> Any:
        """The decoded image, a PIL.Image. Needs Pillow."""
        from PIL import Image

        image = Image.open(self.open(store))
        image.load()
        return image

    def numpy(self, store: Store) -> Any:
        """The tensor as a numpy array, read-only. Needs numpy. A `bfloat16` comes as bytes (`V2`)."""
        import numpy

        return numpy.load(self.open(store), allow_pickle=False)


def media(value: Union[Media, Mapping[str, Any], AnyReference]) -> Media:
    """The media value of a row: a mapping with `object`, as Parquet or JSON gives it, or a reference.

    In JSON, `object` is the binary reference in Base64; in Parquet and Arrow it is bytes. A text
    that is a reference (`'multimodal.reference' = 'text'`) has no attributes.
    """
    if isinstance(value, Media):
        return value
    if isinstance(value, Mapping):
        attributes = dict(value)
        reference = attributes.pop("object", None)
        if isinstance(reference, str):
            reference = _binary(reference)
        if reference is None:
            raise InvalidReferenceError(
                f"The row has no attribute 'object'; it has {sorted(map(str, value))}"
            )
        return Media(parse(reference), attributes)
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return Media(parse(value))
    return Media(value)


def _binary(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidReferenceError("The attribute 'object' is not Base64") from None
