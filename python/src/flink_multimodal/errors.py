# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""What can go wrong, as types. Every message says what happened, to what, and what was expected."""


class MultimodalError(Exception):
    """The base of all errors of this package."""


class InvalidReferenceError(MultimodalError, ValueError):
    """The bytes or the text are not a reference, or are one of a later release."""


class ObjectNotFoundError(MultimodalError):
    """The store does not have the object."""


class ObjectErasedError(ObjectNotFoundError):
    """The object was erased on demand."""


class CorruptObjectError(MultimodalError):
    """What lies in the store is not the object, and no other copy is sound."""


class StoreUnavailableError(MultimodalError):
    """The store did not answer. Trying again may help."""


class RefusedError(MultimodalError):
    """The reference is not for this store, or asks for what is not allowed."""


class ObjectTooLargeError(MultimodalError):
    """The object has more bytes than the caller takes."""
