// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.error.RefusedException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The path of a URI, taken apart so that every reader sees the same segments in it. */
final class UriPathSegments {
    /** What a server that decodes twice would take for a dot or a separator. */
    private static final Pattern TWICE_ENCODED =
            Pattern.compile("%(2e|2f|5c)", Pattern.CASE_INSENSITIVE);

    /** What no segment holds, or what servers and clients take for several things. */
    private static final Pattern NO_NAME = Pattern.compile("[/\\\\\\p{Cntrl}\ufffd]");

    /**
     * What no file's name holds, or what is not text; all else is legal in a name and read as it
     * is.
     */
    private static final Pattern NO_FILE_NAME = Pattern.compile("[/\\x00\ufffd]");

    private UriPathSegments() {}

    /**
     * The decoded segments.
     *
     * @param scheme of the URI, in lower case; the name of a file may hold any character but a
     *     slash
     * @param web whether a server reads the path: it may end in a slash, and the server may decode
     *     more than it should
     */
    static List<String> parse(String rawPath, String scheme, boolean web) throws RefusedException {
        Pattern noName = scheme.equals("file") ? NO_FILE_NAME : NO_NAME;
        List<String> segments = new ArrayList<>();
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        String[] raw = path.isEmpty() ? new String[0] : path.split("/", -1);
        for (int i = 0; i < raw.length; i++) {
            String segment = decode(raw[i]);
            boolean last = i == raw.length - 1;
            if (segment.isEmpty() && !last) {
                throw ExternalUri.refused("its path has an empty segment");
            }
            if (leadsAway(segment) || (web && isDots(segment.replaceFirst(";.*", "")))) {
                throw ExternalUri.refused("its path has a segment '.' or '..'");
            }
            if (noName.matcher(segment).find() || (web && TWICE_ENCODED.matcher(segment).find())) {
                throw ExternalUri.refused(
                        "its path encodes a separator, a control character or no text");
            }
            segments.add(segment);
        }
        return List.copyOf(segments);
    }

    /** Also where something behind this takes a backslash for a separator, as Windows does. */
    private static boolean leadsAway(String segment) {
        return Arrays.stream(segment.split("\\\\", -1)).anyMatch(UriPathSegments::isDots);
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static String decode(String raw) throws RefusedException {
        try {
            // The decoder is one of forms, where a plus is a space.
            return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw ExternalUri.refused("its path has a broken escape");
        }
    }
}
