// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

/**
 * Hexadecimal digits in lower case, as references are written with. Every other character is
 * refused: one identity has one text.
 */
final class LowerHex {
    private LowerHex() {}

    /** How many digits so many bytes have. */
    static int charsOf(int bytes) {
        return 2 * bytes;
    }

    /**
     * The bytes whose digits begin at an offset.
     *
     * @throws IllegalArgumentException if a character is no such digit
     * @throws StringIndexOutOfBoundsException if the text ends before
     */
    static byte[] bytesAt(String text, int offset, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int at = offset + 2 * i;
            bytes[i] = (byte) (digit(text.charAt(at)) << 4 | digit(text.charAt(at + 1)));
        }
        return bytes;
    }

    /** The number whose eight digits begin at an offset; throws as above. */
    static int intAt(String text, int offset) {
        int value = 0;
        for (int i = 0; i < charsOf(Integer.BYTES); i++) {
            value = value << 4 | digit(text.charAt(offset + i));
        }
        return value;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        } else if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw new IllegalArgumentException("No hexadecimal digit in lower case");
    }
}
