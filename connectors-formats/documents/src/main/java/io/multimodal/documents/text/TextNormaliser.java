// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Brings texts that read the same to one form. Stateless and thread-safe. */
public final class TextNormaliser {
    private static final Pattern LINE_END = Pattern.compile("\\R");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\u00AD\\u200B\\u2060\\uFEFF&&[^\\n\\t]]");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\t]+");
    private static final Pattern AT_LINE_ENDS = Pattern.compile(" ?\\n ?");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");

    private TextNormaliser() {}

    /**
     * The text in Unicode's form NFKC, without invisible characters, with one blank between words,
     * lines that end in a line feed, at most one empty line, and none at its ends.
     */
    public static String normalise(String text) {
        String lines = LINE_END.matcher(text).replaceAll("\n");
        String visible =
                INVISIBLE.matcher(Normalizer.normalize(lines, Normalizer.Form.NFKC)).replaceAll("");
        String spaced = BLANKS.matcher(visible).replaceAll(" ");
        String trimmed = AT_LINE_ENDS.matcher(spaced).replaceAll("\n");
        return EMPTY_LINES.matcher(trimmed).replaceAll("\n\n").strip();
    }
}
