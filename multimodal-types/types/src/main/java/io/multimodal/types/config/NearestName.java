// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import io.multimodal.annotation.Internal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that an unknown name was probably meant to be; letter case does not count. */
@Internal
public final class NearestName {
    private static final int MOST_EDITS = 2;

    private NearestName() {}

    /** The name that differs by the fewest edits; empty if all differ by more than two. */
    public static Optional<String> of(String name, Collection<String> names) {
        return nearest(name, names).filter(each -> edits(name, each) <= MOST_EDITS);
    }

    /** The name that differs by the fewest edits, however many; empty if there are no names. */
    static Optional<String> nearest(String name, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(each -> edits(name, each)));
    }

    /** How many characters are to be inserted, removed or replaced. */
    private static int edits(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
