// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import java.util.List;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A parser that changes something about another one, and leaves the rest to that. */
public abstract class ForwardingParser implements Parser {
    private final Parser parser;

    /**
     * @param parser does the rest
     */
    protected ForwardingParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public List<Operation> parse(String statement) {
        return parser.parse(statement);
    }

    @Override
    public final UnresolvedIdentifier parseIdentifier(String identifier) {
        return parser.parseIdentifier(identifier);
    }

    /**
     * @param outputType may be null
     */
    @Override
    public final ResolvedExpression parseSqlExpression(
            String expression, RowType inputRowType, LogicalType outputType) {
        return parser.parseSqlExpression(expression, inputRowType, outputType);
    }

    @Override
    public final String[] getCompletionHints(String statement, int position) {
        return parser.getCompletionHints(statement, position);
    }
}
