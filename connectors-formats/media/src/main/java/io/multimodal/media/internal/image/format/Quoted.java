// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

/** Foreign characters for a message: printable ones as they are, the others as hexadecimal. */
public final class Quoted {
    private Quoted() {}

    public static String of(String foreign) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < foreign.length(); i++) {
            char c = foreign.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                text.append(c);
            } else {
                text.append("\\x").append(Integer.toHexString(c | 0x100).substring(1));
            }
        }
        return text.append('\'').toString();
    }
}
