// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.matroska;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tag DURATION, in which the writer of a Matroska states when a track ends. */
public final class MatroskaDurations {
    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,4}):(\\d\\d):(\\d\\d(?:\\.\\d{1,9})?)\\x00*");

    private MatroskaDurations() {}

    /**
     * In seconds from time 0 of the file; null if the tag is not written as hours:minutes:seconds.
     */
    public static Double seconds(String tag) {
        Matcher text = TEXT.matcher(tag);
        return text.matches()
                ? Double.valueOf(
                        Integer.parseInt(text.group(1)) * 3600
                                + Integer.parseInt(text.group(2)) * 60
                                + Double.parseDouble(text.group(3)))
                : null;
    }
}
