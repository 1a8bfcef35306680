// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A parser whose operations print types readably. */
final class ReadableParser implements Parser {
    private final Parser flink;
    private final boolean shown;

    /**
     * @param shown whether results of queries are shown by the gateway
     */
    ReadableParser(Parser flink, boolean shown) {
        this.flink = flink;
        this.shown = shown;
    }

    @Override
    public List<Operation> parse(String statement) {
        try {
            return flink.parse(statement).stream()
                    .map(ReadableParserFactory::readable)
                    .map(operation -> shown ? ShownQuery.of(operation) : operation)
                    .toList();
        } catch (ValidationException e) {
            throw readable(e);
        }
    }

    /**
     * The exception itself where it names no multimodal type. Otherwise one without a cause: the
     * SQL client prints the innermost message.
     */
    private static ValidationException readable(ValidationException refusal) {
        String message = String.valueOf(refusal.getMessage());
        String readable = ReadableText.of(message);
        if (readable.equals(message)) {
            return refusal;
        }
        ValidationException told = new ValidationException(readable);
        told.setStackTrace(refusal.getStackTrace());
        return told;
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
