// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;

/**
 * One parameter of a type, as in {@code IMAGE('RGB', 224, 224)}.
 *
 * @param attribute the attribute that it fixes
 * @param form how it is written
 * @param allowed the texts that are possible; empty for numbers
 */
@Public
public record Parameter(String attribute, Form form, List<String> allowed) {
    /** How a parameter is written. */
    public enum Form {
        /** A literal in quotes. */
        TEXT,
        /** A number of at least 1, or -1 for any. */
        NUMBER,
        /** All further arguments: numbers of at least 0, or -1 for any. */
        DIMENSIONS
    }

    static Parameter text(String attribute, List<String> allowed) {
        return new Parameter(attribute, Form.TEXT, allowed);
    }

    static Parameter number(String attribute) {
        return new Parameter(attribute, Form.NUMBER, List.of());
    }

    static Parameter dimensions(String attribute) {
        return new Parameter(attribute, Form.DIMENSIONS, List.of());
    }
}
