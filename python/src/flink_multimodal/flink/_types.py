# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Multimodal types in PyFlink: rows of their attributes, which PyFlink refuses by itself."""

from __future__ import annotations

import sys
from typing import Any, Optional


def teach_pyflink() -> None:
    """Has PyFlink read a value of a multimodal type as a Row of its attributes. Idempotent."""
    from pyflink.table import types

    plain = types._from_java_data_type
    if getattr(plain, "knows_media", False):
        return

    def from_java(j_data_type: Any) -> Any:
        row = row_of(j_data_type)
        if row is None:
            return plain(j_data_type)
        fields = [
            types.DataTypes.FIELD(attribute.getName(), from_java(children.get(i)))
            for children, attributes in [(j_data_type.getChildren(), row)]
            for i, attribute in enumerate(attributes)
        ]
        return types.DataTypes.ROW(fields, j_data_type.getLogicalType().isNullable())

    from_java.knows_media = True  # type: ignore[attr-defined]
    for name, module in list(sys.modules.items()):
        if name.startswith("pyflink.") and getattr(module, "_from_java_data_type", None) is plain:
            module._from_java_data_type = from_java  # type: ignore[attr-defined]


def row_of(j_data_type: Any) -> Optional[Any]:
    """The attributes of a multimodal type; None for another type."""
    logical = j_data_type.getLogicalType()
    if logical.getTypeRoot().name() != "STRUCTURED_TYPE":
        return None
    implementation = logical.getImplementationClass()
    if not implementation.isPresent():
        return None
    if not implementation.get().getName().startswith("io.multimodal.types."):
        return None
    return logical.getAttributes()
