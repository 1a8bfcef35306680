# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors

"""Flink Multimodal in PyFlink 2.3: table environments that know media, and frames of pandas.

    env = table_environment("batch", stores={"main": "file:///shared/media"})
    env.execute_sql("CREATE TABLE photos (img IMAGE) WITH ('connector' = 'media', 'path' = '/photos')")
    env.execute_sql("SELECT img.width FROM photos").print()

Needs the package `apache-flink` and Java 17. `functions` has the functions of SQL.
"""

from .environment import table_environment
from .frames import as_rows, to_arrow, to_pandas
from .udfs import array_udf

__all__ = ["array_udf", "as_rows", "table_environment", "to_arrow", "to_pandas"]
