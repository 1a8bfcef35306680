// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The types that a planner knows by name. They lie in the root schema of its catalog reader, which
 * Flink leaves empty; the name of a type with parameters is its text in SQL.
 */
final class TypeRegistry {
    private static final Pattern DECLARATION = Pattern.compile("([A-Z]+)\\((.*)\\)");
    private static final Pattern ARGUMENT =
            Pattern.compile("\\G(?:'((?:[^']|'')*)'|(-?[0-9]{1,18}))(?:, |$)");

    private final CalciteSchema root;

    TypeRegistry(CalciteSchema root) {
        this.root = root;
    }

    /** Makes the words known. */
    void registerWords() {
        for (MultimodalType<?> type : MultimodalTypes.all()) {
            register(new DeclaredType(type, Map.of()));
        }
    }

    /**
     * Makes a type known.
     *
     * @return its name
     */
    String register(DeclaredType type) {
        String name = type.toSql();
        LogicalType logicalType = type.dataType().getLogicalType();
        root.add(
                name,
                factory ->
                        ((FlinkTypeFactory) factory).createFieldTypeFromLogicalType(logicalType));
        return name;
    }

    /** Makes the type known that an identifier names, if it names one as {@link #register} does. */
    void learn(String identifier) {
        Matcher declaration = DECLARATION.matcher(identifier);
        if (!declaration.matches()) {
            return;
        }
        MultimodalTypes.named(declaration.group(1))
                .ifPresent(type -> learn(type, declaration.group(2)));
    }

    private void learn(MultimodalType<?> type, String text) {
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
            return;
        }
        try {
            register(DeclaredType.of(type, arguments));
        } catch (IllegalArgumentException e) {
            // Somebody's name that looks like a type and is none: it stays a name.
        }
    }
}
