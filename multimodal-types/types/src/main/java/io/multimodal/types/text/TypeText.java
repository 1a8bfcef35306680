// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.text;

import io.multimodal.annotation.Internal;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.logical.utils.LogicalTypeDuplicator;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * The text of types as one writes them: {@code ARRAY<IMAGE('RGB')>} and not what IMAGE is made of.
 */
@Internal
public final class TypeText {
    private static final String PLACEHOLDER = "io.multimodal.Type";

    /**
     * What is quoted, or one of the words with what may follow it in parentheses. Possessive,
     * because a quoted text may be long and the stack is not.
     */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'[^']*+(?:''[^']*+)*+'|`[^`]*+(?:``[^`]*+)*+`|\\b(?<word>"
                            + MultimodalTypes.all().stream()
                                    .map(MultimodalType::word)
                                    .collect(Collectors.joining("|"))
                            + ")\\b(?:\\((?:[^()']++|'[^']*+')*+\\))?");

    private TypeText() {}

    /**
     * The text of a type.
     *
     * @param printer one of the two ways in which Flink prints types
     */
    public static String print(LogicalType type, Function<LogicalType, String> printer) {
        Masked masked = new Masked();
        String text = printer.apply(type.accept(masked));
        for (int i = 0; i < masked.found.size(); i++) {
            text = text.replace(placeholder(i, ""), masked.found.get(i).toSql());
        }
        return text;
    }

    /**
     * The type of a text that {@link #print} made of {@link LogicalType#asSerializableString}.
     *
     * @param classes finds the classes of structured types
     * @throws ValidationException if it is not the text of a type
     */
    public static LogicalType parse(String text, ClassLoader classes) {
        List<DeclaredType> found = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (token.find()) {
            String replacement = token.group();
            if (token.group("word") != null) {
                Optional<DeclaredType> declared = DeclaredType.parse(token.group());
                if (declared.isEmpty()) {
                    throw new ValidationException(
                            "'%s' in the type '%s' is not a type".formatted(token.group(), text));
                }
                replacement = placeholder(found.size(), "`x` INT");
                found.add(declared.get());
            }
            token.appendReplacement(plain, Matcher.quoteReplacement(replacement));
        }
        token.appendTail(plain);
        return LogicalTypeParser.parse(plain.toString(), classes).accept(new Unmasked(found));
    }

    private static String placeholder(int index, String attributes) {
        return "STRUCTURED<'" + className(index) + "', " + attributes + ">";
    }

    private static String className(int index) {
        return PLACEHOLDER + index + "x";
    }

    /** Puts a structured type without attributes in the place of each of ours, and notes them. */
    private static final class Masked extends LogicalTypeDuplicator {
        private final List<DeclaredType> found = new ArrayList<>();

        @Override
        public LogicalType visit(StructuredType type) {
            Optional<DeclaredType> declared = DeclaredType.of(type);
            if (declared.isEmpty()) {
                return super.visit(type);
            }
            found.add(declared.get());
            return StructuredType.newBuilder(className(found.size() - 1))
                    .setNullable(type.isNullable())
                    .build();
        }
    }

    /** Puts ours back. */
    private static final class Unmasked extends LogicalTypeDuplicator {
        private final List<DeclaredType> found;

        private Unmasked(List<DeclaredType> found) {
            this.found = found;
        }

        @Override
        public LogicalType visit(StructuredType type) {
            String name = type.getClassName().orElse("");
            for (int i = 0; i < found.size(); i++) {
                if (name.equals(className(i))) {
                    return found.get(i).dataType().getLogicalType().copy(type.isNullable());
                }
            }
            return super.visit(type);
        }
    }
}
