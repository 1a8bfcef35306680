// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One segment of a glob: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}, {@code {a,b}}. */
final class GlobSegment {
    private static final String SPECIAL = "*?[{\\";

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private int depth;

    private GlobSegment(String glob) {
        this.glob = glob;
    }

    /**
     * The regular expression that matches the same names.
     *
     * @throws PatternSyntaxException if it is not a glob
     */
    static String regex(String glob) {
        return new GlobSegment(glob).translate();
    }

    /** Where the first segment that is a pattern begins in a path; -1 if none is. */
    static int firstPattern(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (SPECIAL.indexOf(path.charAt(i)) >= 0) {
                return path.lastIndexOf('/', i) + 1;
            }
        }
        return -1;
    }

    private String translate() {
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> characters();
                case '{' -> {
                    depth++;
                    regex.append("(?:");
                }
                case '}' -> close();
                case ',' -> regex.append(depth > 0 ? "|" : ",");
                case '\\' -> escaped();
                default -> literal(c);
            }
        }
        if (depth > 0) {
            throw invalid("a '{' is not closed");
        }
        return regex.toString();
    }

    private void close() {
        if (depth == 0) {
            literal('}');
        } else {
            depth--;
            regex.append(')');
        }
    }

    private void escaped() {
        if (at == glob.length()) {
            throw invalid("a '\\' escapes nothing");
        }
        literal(glob.charAt(at++));
    }

    private void characters() {
        int end = glob.indexOf(']', at + 1);
        if (end < 0) {
            throw invalid("a '[' is not closed");
        }
        String inside = glob.substring(at, end);
        at = end + 1;
        boolean not = inside.length() > 1 && (inside.startsWith("!") || inside.startsWith("^"));
        regex.append(not ? "[^" : "[");
        inside.substring(not ? 1 : 0)
                .codePoints()
                .forEach(
                        c -> {
                            if ("\\[&^".indexOf(c) >= 0) {
                                regex.append('\\');
                            }
                            regex.appendCodePoint(c);
                        });
        regex.append(']');
    }

    private void literal(char c) {
        regex.append(
                Character.isLetterOrDigit(c) || Character.isSurrogate(c)
                        ? String.valueOf(c)
                        : Pattern.quote(String.valueOf(c)));
    }

    private PatternSyntaxException invalid(String why) {
        return new PatternSyntaxException(why, glob, at);
    }
}
