// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.path;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.charset.StandardCharsets;

/**
 * Escapes values in paths as Hive and Flink's filesystem connector do: {@code %} and the two
 * hexadecimal digits of the character. A value never holds a separator, so it stays one segment.
 */
final class PathEscapes {
    /** The longest name that Linux file systems have. */
    static final int MAX_BYTES = 255;

    private static final String ESCAPED = "\"#%'*/:=?\\{}[]^\u007f";

    private PathEscapes() {}

    /** The value with every character escaped that separates, is special, or controls. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
                append(escaped, c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * A segment that begins with a value. One that begins with a dot or an underscore would be
     * hidden, or lead out of the folder: its first character is escaped.
     */
    static String visible(String segment) {
        char first = segment.charAt(0);
        return first == '.' || first == '_'
                ? append(new StringBuilder(), first).append(segment, 1, segment.length()).toString()
                : segment;
    }

    /**
     * @throws MediaException REFUSED if the segment is longer than a file's name may be
     */
    static String checked(String segment) throws MediaException {
        int bytes = segment.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The name '%s…' has %d bytes after escaping, and a name in a path has at most %d; shorten the column in the query, for example by SUBSTRING"
                            .formatted(segment.substring(0, 40), bytes, MAX_BYTES));
        }
        return segment;
    }

    private static StringBuilder append(StringBuilder escaped, char c) {
        return escaped.append('%').append("%02X".formatted((int) c));
    }
}
