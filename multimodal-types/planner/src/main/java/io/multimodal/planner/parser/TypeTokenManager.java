// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplTokenManager;
import org.apache.flink.sql.parser.impl.SimpleCharStream;
import org.apache.flink.sql.parser.impl.Token;
import org.apache.flink.table.api.ValidationException;

/**
 * Flink's own lexer, which also makes one token of {@code TENSOR('float32', 3, 224, 224)} where a
 * type stands: a quoted identifier with that text, at the same place. All other tokens pass as they
 * are, so literals, comments, quoted names and error positions are Flink's. Not thread-safe.
 */
final class TypeTokenManager extends FlinkSqlParserImplTokenManager {
    private final TypeRegistry registry;
    private final TypePosition position = new TypePosition();
    private final Deque<Token> waiting = new ArrayDeque<>();

    TypeTokenManager(Reader sql, TypeRegistry registry) {
        super(new Characters(sql));
        this.registry = registry;
    }

    @Override
    public Token getNextToken() {
        Token token = waiting.isEmpty() ? super.getNextToken() : waiting.poll();
        if (token.kind == IDENTIFIER && position.isType()) {
            Optional<MultimodalType<?>> type = MultimodalTypes.named(token.image);
            if (type.isPresent()) {
                token = withArguments(token, type.get());
            }
        } else if (token.kind == BACK_QUOTED_IDENTIFIER) {
            // The text of a view that was stored names a type as an identifier.
            registry.learn(token.image.substring(1, token.image.length() - 1));
        }
        position.pass(token);
        return token;
    }

    /**
     * One token for the word and its arguments. Where others follow than literals it stays the word
     * alone, and the parser says what is wrong with them.
     */
    private Token withArguments(Token word, MultimodalType<?> type) {
        if (lookAhead(0).kind != LPAREN) {
            return word;
        }
        List<Object> arguments = new ArrayList<>();
        int index = 1;
        while (lookAhead(index).kind != RPAREN) {
            if (!arguments.isEmpty() && lookAhead(index++).kind != COMMA) {
                return word;
            }
            boolean negative = lookAhead(index).kind == MINUS;
            Token argument = lookAhead(negative ? ++index : index);
            if (argument.kind == UNSIGNED_INTEGER_LITERAL) {
                arguments.add(number(argument, negative));
            } else if (argument.kind == QUOTED_STRING && !negative) {
                arguments.add(text(argument));
            } else {
                return word;
            }
            index++;
        }
        String name = registry.register(declare(word, type, arguments));
        return folded(word, lookAhead(index), name, index);
    }

    private Token folded(Token word, Token last, String name, int index) {
        drop(index + 1);
        Token token = Token.newToken(BACK_QUOTED_IDENTIFIER);
        token.kind = BACK_QUOTED_IDENTIFIER;
        token.image = "`" + name + "`";
        token.specialToken = word.specialToken;
        token.beginLine = word.beginLine;
        token.beginColumn = word.beginColumn;
        token.endLine = last.endLine;
        token.endColumn = last.endColumn;
        return token;
    }

    private void drop(int count) {
        for (int i = 0; i < count; i++) {
            waiting.remove();
        }
    }

    private static String text(Token literal) {
        return literal.image.substring(1, literal.image.length() - 1).replace("''", "'");
    }

    private static DeclaredType declare(
            Token word, MultimodalType<?> type, List<Object> arguments) {
        try {
            return DeclaredType.of(type, arguments);
        } catch (IllegalArgumentException e) {
            // Without the cause: the SQL client prints the innermost message, which has the place.
            throw new ValidationException(at(word) + e.getMessage());
        }
    }

    private static long number(Token token, boolean negative) {
        try {
            return Long.parseLong(negative ? "-" + token.image : token.image);
        } catch (NumberFormatException e) {
            throw new ValidationException(
                    at(token) + "The number " + token.image + " is too large for a parameter");
        }
    }

    private static String at(Token token) {
        return "At line " + token.beginLine + ", column " + token.beginColumn + ": ";
    }

    private Token lookAhead(int index) {
        while (waiting.size() <= index) {
            waiting.add(super.getNextToken());
        }
        return waiting.stream().skip(index).findFirst().orElseThrow();
    }

    /** Counts a tab as one column, as Flink has its parser do. */
    private static final class Characters extends SimpleCharStream {
        Characters(Reader reader) {
            super(reader, 1, 1);
            setTabSize(1);
        }
    }
}
