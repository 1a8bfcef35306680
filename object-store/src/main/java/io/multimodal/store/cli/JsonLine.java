// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

/** One JSON object on one line, built member by member. */
final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    JsonLine with(String name, String value) {
        member(name);
        quote(value);
        return this;
    }

    JsonLine with(String name, long value) {
        member(name);
        text.append(value);
        return this;
    }

    JsonLine with(String name, boolean value) {
        member(name);
        text.append(value);
        return this;
    }

    private void member(String name) {
        text.append(text.length() == 1 ? "" : ",");
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
