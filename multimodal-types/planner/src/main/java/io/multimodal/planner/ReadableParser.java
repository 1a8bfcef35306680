// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import java.util.List;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A parser whose operations print types readably. */
final class ReadableParser implements Parser {
    private final Parser flink;

    ReadableParser(Parser flink) {
        this.flink = flink;
    }

    @Override
    public List<Operation> parse(String statement) {
        return flink.parse(statement).stream().map(ReadableParserFactory::readable).toList();
    }

    @Override
    public UnresolvedIdentifier parseIdentifier(String identifier) {
        return flink.parseIdentifier(identifier);
    }

    /**
     * @param outputType may be null
     */
    @Override
    public ResolvedExpression parseSqlExpression(
            String expression, RowType inputRowType, LogicalType outputType) {
        return flink.parseSqlExpression(expression, inputRowType, outputType);
    }

    @Override
    public String[] getCompletionHints(String statement, int position) {
        return flink.getCompletionHints(statement, position);
    }
}
