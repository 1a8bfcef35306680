// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;

/**
 * Finds functions by {@code SHOW FUNCTIONS LIKE} in any case, as calls find them: Flink lists them
 * in lower case and compares exactly, so {@code LIKE 'IMAGE%'} would be empty.
 */
final class FunctionNames {
    private FunctionNames() {}

    /** The statement itself, unless it is such a one. */
    static SqlNode inAnyCase(SqlNode statement) {
        return statement instanceof SqlShowFunctions show && "LIKE".equals(show.getLikeType())
                ? new SqlShowFunctions(
                        show.getParserPosition(),
                        show.requireUser(),
                        show.getPreposition(),
                        database(show),
                        "ILIKE",
                        SqlLiteral.createCharString(show.getLikeSqlPattern(), SqlParserPos.ZERO),
                        show.isNotLike())
                : statement;
    }

    private static SqlIdentifier database(SqlShowFunctions show) {
        return show.getPreposition() == null
                ? null
                : new SqlIdentifier(show.getSqlIdentifierNameList(), show.getParserPosition());
    }
}
