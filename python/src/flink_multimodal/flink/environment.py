# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Table environments of PyFlink that know the multimodal types."""

from __future__ import annotations

import os
from typing import Any, Mapping, Optional

from ._jars import flink_home, lib_folder
from ._types import teach_pyflink


def table_environment(
    mode: str = "streaming",
    stores: Optional[Mapping[str, str]] = None,
    options: Optional[Mapping[str, str]] = None,
    jars: Optional[str] = None,
) -> Any:
    """A `pyflink.table.TableEnvironment` that knows IMAGE, AUDIO, VIDEO, TENSOR and FILE.

    `mode` is `batch` or `streaming`. `stores` gives the URI of each store by its name; without it,
    objects are put into the embedded store of docs/stores.md. `options` are options of Flink.
    `jars` is a folder with the planner's jar and the SQL jar, or a checkout that has built them;
    without it, FLINK_MULTIMODAL_JARS names it, or this file's checkout or the working directory
    is one.

    It starts PyFlink's Java process, if none runs, with these jars in the place of the planner's
    loader; PyFlink's own folder stays as it is. Blocks some seconds. Raises FileNotFoundError if
    the jars are not there, and RuntimeError if Java runs already without them: call this before
    anything else of PyFlink.
    """
    if mode not in ("batch", "streaming"):
        raise ValueError(f"mode is {mode!r}, and has to be 'batch' or 'streaming'")
    _start_java(jars)
    from pyflink.table import EnvironmentSettings, TableEnvironment

    settings = EnvironmentSettings.new_instance()
    settings = settings.in_batch_mode() if mode == "batch" else settings.in_streaming_mode()
    env = TableEnvironment.create(settings.build())
    config = env.get_config()
    for name, uri in (stores or {}).items():
        config.set(f"multimodal.stores.{name}.uri", uri)
    for key, value in (options or {}).items():
        config.set(key, value)
    if "multimodal" not in env.list_modules():
        env.execute_sql("LOAD MODULE multimodal")
    return env


def _start_java(jars: Optional[str]) -> None:
    from pyflink import java_gateway

    if java_gateway._gateway is None:
        # Without FLINK_HOME, PyFlink overwrites FLINK_LIB_DIR.
        os.environ.setdefault("FLINK_HOME", flink_home())
        os.environ["FLINK_LIB_DIR"] = lib_folder(jars)
    gateway = java_gateway.get_gateway()
    loader = gateway.jvm.Thread.currentThread().getContextClassLoader()
    if loader.getResource("io/multimodal/functions/MultimodalModule.class") is None:
        raise RuntimeError(
            "PyFlink's Java process runs without the jars of Flink Multimodal: call"
            " table_environment() before anything else of PyFlink"
        )
    teach_pyflink()
