// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.types.Parameter.Form;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Reads the arguments of a type, and says in one sentence what is wrong with them. */
final class ParameterReader {
    /** No array library has more dimensions. */
    private static final int MAX_DIMENSIONS = 64;

    private ParameterReader() {}

    static Map<String, String> read(MultimodalType<?> type, List<?> arguments) {
        Map<String, String> read = new TreeMap<>();
        Iterator<?> rest = arguments.iterator();
        for (Parameter parameter : type.parameters()) {
            if (!rest.hasNext()) {
                checkCount(type, arguments);
                return read;
            }
            if (parameter.form() == Form.DIMENSIONS) {
                read.put(parameter.attribute(), dimensions(type, parameter, rest));
            } else {
                String text = single(type, parameter, rest.next());
                if (!text.equals("-1")) {
                    read.put(parameter.attribute(), text);
                }
            }
        }
        if (rest.hasNext()) {
            throw refused(type, "has " + arguments.size() + " parameters");
        }
        return read;
    }

    /** Height without width would be read as a square by some and as free by others. */
    private static void checkCount(MultimodalType<?> type, List<?> arguments) {
        if (arguments.isEmpty()) {
            throw refused(type, "has empty parentheses");
        }
        if (type == ImageType.TYPE && arguments.size() == 2) {
            throw refused(type, "has a height and no width");
        }
    }

    private static String single(MultimodalType<?> type, Parameter parameter, Object argument) {
        if (parameter.form() == Form.TEXT) {
            if (!(argument instanceof String text) || !parameter.allowed().contains(text)) {
                throw refused(
                        type,
                        "has the %s %s, which is none of %s"
                                .formatted(
                                        parameter.attribute(),
                                        quoted(argument),
                                        String.join(", ", parameter.allowed())));
            }
            return text;
        }
        return number(type, parameter, argument, 1);
    }

    private static String dimensions(
            MultimodalType<?> type, Parameter parameter, Iterator<?> arguments) {
        StringJoiner text = new StringJoiner(",");
        int count = 0;
        while (arguments.hasNext()) {
            if (++count > MAX_DIMENSIONS) {
                throw refused(type, "has more than " + MAX_DIMENSIONS + " dimensions");
            }
            text.add(number(type, parameter, arguments.next(), 0));
        }
        return text.toString();
    }

    private static String number(
            MultimodalType<?> type, Parameter parameter, Object argument, int least) {
        if (!(argument instanceof Number number)
                || (number.longValue() < least && number.longValue() != -1)) {
            throw refused(
                    type,
                    "has the %s %s, which is not a whole number of at least %d nor -1 for any"
                            .formatted(parameter.attribute(), quoted(argument), least));
        }
        return Long.toString(number.longValue());
    }

    private static String quoted(Object argument) {
        return argument instanceof String text ? "'" + text + "'" : String.valueOf(argument);
    }

    private static IllegalArgumentException refused(MultimodalType<?> type, String what) {
        return new IllegalArgumentException(
                "This " + type.word() + " " + what + "; possible are " + usage(type));
    }

    /** How a type may be written. */
    static String usage(MultimodalType<?> type) {
        if (type == ImageType.TYPE) {
            return "IMAGE, IMAGE('mode') and IMAGE('mode', height, width)";
        }
        if (type == AudioType.TYPE) {
            return "AUDIO, AUDIO(sample_rate) and AUDIO(sample_rate, channels)";
        }
        if (type == TensorType.TYPE) {
            return "TENSOR, TENSOR('dtype') and TENSOR('dtype', dimension, …)";
        }
        return type.word();
    }

    /** Whether a description is one that we wrote, and not somebody's comment. */
    static boolean isCanonical(Parameter parameter, String text) {
        return switch (parameter.form()) {
            case TEXT -> parameter.allowed().contains(text);
            case NUMBER -> text.matches("[1-9][0-9]{0,17}");
            case DIMENSIONS -> text.matches("(-1|0|[1-9][0-9]{0,17})(,(-1|0|[1-9][0-9]{0,17}))*");
        };
    }
}
