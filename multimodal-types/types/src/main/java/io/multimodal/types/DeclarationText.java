// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the canonical text of a declaration, and nothing else: {@code TENSOR('float32', 3, -1)}.
 */
final class DeclarationText {
    private static final Pattern DECLARATION = Pattern.compile("([A-Z]+)(?:\\((.*)\\))?");
    private static final Pattern ARGUMENT =
            Pattern.compile("\\G(?:'((?:[^']|'')*)'|(-?[0-9]{1,18}))(?:, (?=.)|$)");

    private DeclarationText() {}

    static Optional<DeclaredType> parse(String sql) {
        Matcher declaration = DECLARATION.matcher(sql);
        if (!declaration.matches()) {
            return Optional.empty();
        }
        return MultimodalTypes.named(declaration.group(1))
                .flatMap(type -> parse(type, declaration.group(2)))
                .filter(type -> type.toSql().equals(sql));
    }

    private static Optional<DeclaredType> parse(MultimodalType<?> type, String text) {
        if (text == null) {
            return Optional.of(new DeclaredType(type, Map.of()));
        }
        List<Object> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(text);
        int end = 0;
        while (end < text.length() && argument.find()) {
            arguments.add(
                    argument.group(2) == null
                            ? argument.group(1).replace("''", "'")
                            : Long.valueOf(argument.group(2)));
            end = argument.end();
        }
        if (end != text.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DeclaredType.of(type, arguments));
        } catch (IllegalArgumentException e) {
            // A name of somebody else's that only looks like a type.
            return Optional.empty();
        }
    }
}
