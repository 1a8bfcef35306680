# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Calls of functions of the module `multimodal` as expressions of the Table API."""

from __future__ import annotations

from typing import Any

from pyflink.java_gateway import get_gateway
from pyflink.table.expression import Expression, _get_java_expression
from pyflink.table.expressions import array
from pyflink.util.java_utils import to_jarray


def call(function: str, *arguments: Any) -> Any:
    """A function by its name in SQL, such as one of a third party's. None stands for an argument
    that is left out."""
    gateway = get_gateway()
    given = [_java(argument) for argument in arguments]
    return Expression(
        gateway.jvm.io.multimodal.functions.MultimodalFunctions.call(
            function, to_jarray(gateway.jvm.Object, given)
        )
    )


def _java(argument: Any) -> Any:
    if argument is None:
        return None
    if isinstance(argument, (list, tuple)):
        argument = array(*argument)
    return _get_java_expression(argument)
