// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.store.error.InvalidReferenceException;
import java.util.StringJoiner;

/** Checks and texts that all values share. */
final class Attributes {
    private Attributes() {}

    /** The number, unless it is negative or not a number at all; null for null. */
    static <N extends Number> N notNegative(String word, String attribute, N value) {
        if (value != null && !(value.doubleValue() >= 0)) {
            throw new IllegalArgumentException(
                    "The "
                            + attribute
                            + " of "
                            + word
                            + " is not negative, this one is "
                            + value
                            + "; an unknown one is NULL");
        }
        return value;
    }

    static <T extends MediaValue> String toText(T value) {
        @SuppressWarnings("unchecked") // a value's type is the type of its class
        MultimodalType<T> type = (MultimodalType<T>) value.type();
        StringJoiner text = new StringJoiner(", ", type.word() + "[", "]");
        text.add(referenceText(value));
        for (int i = 1; i < type.attributes().size(); i++) {
            Object attribute = type.attribute(value, i);
            if (attribute != null) {
                Attribute definition = type.attributes().get(i);
                text.add(definition.name() + "=" + definition.text(attribute));
            }
        }
        return text.toString();
    }

    private static String referenceText(MediaValue value) {
        try {
            return value.reference().toText();
        } catch (InvalidReferenceException e) {
            return "no reference: " + e.getMessage();
        }
    }
}
