// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplConstants;
import org.apache.flink.sql.parser.impl.Token;

/**
 * Follows the tokens of a script and knows where a type stands: after a column's name in a list of
 * columns or fields, after {@code CAST(… AS}, and inside {@code ARRAY<>}, {@code MAP<>} and {@code
 * MULTISET<>}. Everywhere else a word followed by parentheses is a function or somebody's name. Not
 * thread-safe.
 */
final class TypePosition implements FlinkSqlParserImplConstants {
    /** What an open parenthesis or angle bracket holds. */
    private enum Frame {
        /** {@code (name type, …)}. */
        COLUMNS(false),
        /** {@code <name type, …>}. */
        FIELDS(true),
        /** {@code <type, …>}. */
        ELEMENTS(true),
        /** {@code (expression AS type)}. */
        CAST_OPERANDS(false),
        /** Expressions, queries, options. */
        OTHER(false);

        final boolean angle;

        Frame(boolean angle) {
            this.angle = angle;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private int last = EOF;
    private int beforeLast = EOF;

    /** Whether the statement changes or creates something. */
    private boolean changes;

    /** Whether its parentheses list columns: from TABLE or MODEL to the query, if there is one. */
    private boolean listsColumns;

    /** Whether the ROW seen last is a type, and not the constructor of a value. */
    private boolean rowIsType;

    /** Whether a type begins after the tokens seen so far. */
    boolean isType() {
        Frame frame = frames.peek();
        if (frame == null) {
            // ALTER TABLE t ADD name type, with no parentheses.
            return listsColumns && (beforeLast == ADD || beforeLast == MODIFY);
        }
        return switch (frame) {
            case COLUMNS -> beforeLast == LPAREN || beforeLast == COMMA;
            case FIELDS -> beforeLast == LT || beforeLast == COMMA;
            case ELEMENTS -> last == LT || last == COMMA;
            case CAST_OPERANDS -> last == AS;
            case OTHER -> false;
        };
    }

    /** Takes the next token into account. */
    void pass(Token token) {
        switch (token.kind) {
            case ROW -> rowIsType = isType();
            case LPAREN -> frames.push(parenthesis());
            case LT -> openAngle();
            case RPAREN -> closeParenthesis();
            case GT -> {
                if (!frames.isEmpty() && frames.peek().angle) {
                    frames.pop();
                }
            }
            case CREATE, ALTER -> changes = true;
            case TABLE, MODEL -> listsColumns |= changes;
            case SELECT, VALUES -> listsColumns &= !frames.isEmpty();
            case SEMICOLON -> {
                frames.clear();
                changes = false;
                listsColumns = false;
            }
            default -> {}
        }
        beforeLast = last;
        last = token.kind;
    }

    private Frame parenthesis() {
        if (last == CAST || last == TRY_CAST) {
            return Frame.CAST_OPERANDS;
        }
        boolean list = last == ROW ? rowIsType : frames.isEmpty() && listsColumns;
        return list ? Frame.COLUMNS : Frame.OTHER;
    }

    private void openAngle() {
        if (last == ARRAY || last == MULTISET || last == MAP) {
            frames.push(Frame.ELEMENTS);
        } else if (last == ROW || last == STRUCTURED) {
            frames.push(Frame.FIELDS);
        }
    }

    private void closeParenthesis() {
        // An angle bracket left open was a mistake, which the parser reports.
        while (!frames.isEmpty() && frames.peek().angle) {
            frames.pop();
        }
        frames.poll();
    }
}
