# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""The jars of Flink Multimodal, in the place of the planner's loader among PyFlink's own."""

from __future__ import annotations

import glob
import hashlib
import os
import pathlib
import tempfile
from typing import Iterator, List, Optional

_PLANNER = "flink-table-planner-multimodal-*.jar"
_SQL = "flink-sql-multimodal-*.jar"
_REPLACED = "flink-table-planner-loader-"
_VARIABLE = "FLINK_MULTIMODAL_JARS"


def lib_folder(jars: Optional[str]) -> str:
    """A folder with PyFlink's jars and ours, as links.

    Raises FileNotFoundError, which says where it looked.
    """
    ours = _find(jars)
    links = _pyflink_jars() + ours
    name = hashlib.sha256("\n".join(map(str, links)).encode()).hexdigest()[:16]
    folder = pathlib.Path(tempfile.gettempdir()) / f"flink-multimodal-{os.getuid()}" / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for jar in links:
        link = folder / jar.name
        if not link.exists():
            link.unlink(missing_ok=True)
            link.symlink_to(jar)
    return str(folder)


def flink_home() -> str:
    """The distribution: FLINK_HOME, or the one in PyFlink."""
    import pyflink

    return os.environ.get("FLINK_HOME") or os.path.dirname(pyflink.__file__)


def _pyflink_jars() -> List[pathlib.Path]:
    found = sorted((pathlib.Path(flink_home()) / "lib").glob("*.jar"))
    return [jar for jar in found if not jar.name.startswith(_REPLACED)]


def _find(jars: Optional[str]) -> List[pathlib.Path]:
    """The planner's jar and the SQL jar, both of the same place."""
    looked = []
    for place in _places(jars):
        looked.append(str(place))
        found = [_newest(place, pattern) for pattern in (_PLANNER, _SQL)]
        if all(found):
            return [jar for jar in found if jar]
    raise FileNotFoundError(
        f"The jars {_PLANNER} and {_SQL} are in none of {', '.join(looked)}; build them in a"
        " checkout of Flink Multimodal (mvn -DskipTests package), and name their folder, or the"
        f" checkout, in table_environment(jars=…) or {_VARIABLE}"
    )


def _places(jars: Optional[str]) -> Iterator[pathlib.Path]:
    named = jars or os.environ.get(_VARIABLE)
    if named:
        yield pathlib.Path(named).expanduser()
        return
    # A checkout: this file lies in python/src/flink_multimodal/flink, or pip was called there.
    yield pathlib.Path(__file__).resolve().parents[4]
    yield pathlib.Path.cwd()


def _newest(place: pathlib.Path, pattern: str) -> Optional[pathlib.Path]:
    """The jar in a folder, or where a checkout builds it."""
    found: List[str] = []
    for within in ("", "multimodal-types/planner-jar/target", "connectors-formats/sql-jar/target"):
        found += glob.glob(str(place / within / pattern))
    whole = [jar for jar in found if "original-" not in jar and "-sources" not in jar]
    return pathlib.Path(max(whole, key=os.path.getmtime)).resolve() if whole else None
