// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.text;

import io.multimodal.annotation.Internal;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What tells values apart at a glance, in the 30 characters that the SQL client shows of a cell:
 * {@code IMAGE(1440x960, RGB, jpeg)}, {@code VIDEO(1920x1080, 3600 s, mp4)}. What is unknown is
 * left out.
 */
@Internal
public final class ShownText {
    private ShownText() {}

    /** The text of a value. */
    public static String of(MediaValue value) {
        StringJoiner text = new StringJoiner(", ", value.type().word() + "(", ")");
        add(text, side(value, "width", "x") + side(value, "height", ""));
        for (String attribute : new String[] {"mode", "dtype"}) {
            add(text, attribute(value, attribute));
        }
        if (attribute(value, "shape") instanceof Object[] lengths) {
            add(text, Arrays.stream(lengths).map(String::valueOf).collect(Collectors.joining("x")));
        }
        add(text, attribute(value, "sample_rate"), " Hz");
        if (attribute(value, "duration") instanceof Double seconds) {
            add(text, rounded(seconds), " s");
        }
        if (attribute(value, "content_type") instanceof String contentType) {
            String family = value.type().word().toLowerCase(Locale.ROOT) + "/";
            add(
                    text,
                    contentType.startsWith(family)
                            ? contentType.substring(family.length())
                            : contentType);
        }
        return text.toString();
    }

    private static String side(MediaValue value, String name, String after) {
        Object side = attribute(value, name);
        return side == null ? "" : side + after;
    }

    private static void add(StringJoiner text, Object part, String unit) {
        if (part != null) {
            text.add(part + unit);
        }
    }

    private static void add(StringJoiner text, Object part) {
        if (part != null && !part.equals("")) {
            text.add(part.toString());
        }
    }

    private static String rounded(double seconds) {
        return BigDecimal.valueOf(seconds)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Null if it is unknown, or the type has none of this name. */
    private static <T extends MediaValue> Object attribute(T value, String name) {
        @SuppressWarnings("unchecked") // a value's type is the type of its class
        MultimodalType<T> type = (MultimodalType<T>) value.type();
        return type.attributes().stream().anyMatch(attribute -> attribute.name().equals(name))
                ? type.attribute(value, type.indexOf(name))
                : null;
    }
}
