// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.check.DeclaredValue.Anything;
import io.multimodal.types.check.DeclaredValue.Elements;
import io.multimodal.types.check.DeclaredValue.Entries;
import io.multimodal.types.check.DeclaredValue.Fields;
import io.multimodal.types.check.DeclaredValue.Medium;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link DeclaredValue} as it writes itself. Not thread-safe. */
final class DeclaredValueText {
    private final String text;
    private int at;

    DeclaredValueText(String text) {
        this.text = text;
    }

    DeclaredValue read() {
        DeclaredValue value = value();
        if (at != text.length()) {
            throw refused();
        }
        return value;
    }

    private DeclaredValue value() {
        if (take("-")) {
            return new Anything();
        }
        if (take("ARRAY<")) {
            return new Elements(children(1).get(0));
        }
        if (take("MAP<")) {
            List<DeclaredValue> entries = children(2);
            return new Entries(entries.get(0), entries.get(1));
        }
        if (take("ROW<")) {
            return new Fields(children(-1));
        }
        int end = endOfDeclaration();
        DeclaredType type = DeclaredType.parse(text.substring(at, end)).orElseThrow(this::refused);
        at = end;
        return new Medium(type);
    }

    /**
     * @param count how many there have to be, or -1 for any number
     */
    private List<DeclaredValue> children(int count) {
        List<DeclaredValue> children = new ArrayList<>();
        do {
            children.add(value());
        } while (take(", "));
        if (!take(">") || (count >= 0 && children.size() != count)) {
            throw refused();
        }
        return children;
    }

    /** A word ends where no letter follows, and its parameters with the parenthesis. */
    private int endOfDeclaration() {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end == text.length() || text.charAt(end) != '(') {
            return end;
        }
        boolean quoted = false;
        while (end < text.length() && (quoted || text.charAt(end) != ')')) {
            quoted ^= text.charAt(end) == '\'';
            end++;
        }
        return Math.min(end + 1, text.length());
    }

    private boolean take(String token) {
        boolean found = text.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    private IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "Cannot read a check of parameters at character %d of '%s'; write it as the planner does, such as ROW<-, ARRAY<IMAGE('RGB')>>"
                        .formatted(at + 1, text));
    }
}
