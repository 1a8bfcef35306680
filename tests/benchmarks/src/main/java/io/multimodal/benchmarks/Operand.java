// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks;

import java.nio.file.Path;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One word behind the name of a benchmark.
 *
 * @param usual the value if the word is left out; null if there is none
 */
record Operand(String label, Class<?> type, boolean required, String usual, String description) {
    /** A folder that exists. */
    static final Operand DISK =
            new Operand(
                    "FOLDER",
                    Path.class,
                    true,
                    null,
                    "a folder on the disk that is to be measured");

    static Operand number(String label, int usual) {
        return withDefault(label, int.class, "" + usual);
    }

    static Operand seconds(int usual) {
        return withDefault("SECONDS", double.class, "" + usual);
    }

    static Operand rounds(int usual) {
        return number("ROUNDS", usual);
    }

    static Operand text(String label, String usual) {
        return withDefault(label, String.class, usual);
    }

    static Operand required(String label, Class<?> type, String description) {
        return new Operand(label, type, true, null, description);
    }

    static Operand optional(String label, Class<?> type, String description) {
        return new Operand(label, type, false, null, description);
    }

    private static Operand withDefault(String label, Class<?> type, String usual) {
        return new Operand(label, type, false, usual, "default: ${DEFAULT-VALUE}");
    }

    PositionalParamSpec at(int index) {
        return PositionalParamSpec.builder()
                .index("" + index)
                .paramLabel(label)
                .type(type)
                .arity(required ? "1" : "0..1")
                .required(required)
                .defaultValue(usual)
                .description(description)
                .build();
    }
}
