// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

/**
 * The order of paths: that of the bytes of their UTF-8, as buckets list them, and the same of code
 * points.
 */
public final class PathOrder {
    private PathOrder() {}

    /** Less than 0, 0 or more than 0, as {@code Comparator} says. */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pair = Character.isSurrogate(a);
                // A pair of surrogates comes behind all other characters.
                return pair == Character.isSurrogate(b) ? a - b : pair ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
