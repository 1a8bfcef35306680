// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.table.api.ValidationException;

/**
 * A glob over the path of a file below the folder that is listed. A glob without a slash is matched
 * with the file's name in any sub-folder. Case does not matter, hidden names never match. Immutable
 * and thread-safe.
 *
 * <p>A path is matched segment by segment: a set of states, as bits of a long, says up to which
 * segments of the pattern the folders of a path have come, so that a folder that can hold no match
 * is not listed.
 */
public final class PathPattern {
    /** A state is a bit. */
    private static final int MOST_SEGMENTS = 62;

    private static final String ANY_FOLDERS = "**";

    /** No state: nothing below can match. */
    static final long NONE = 0;

    /** Null stands for any number of folders. */
    private final List<Pattern> segments;

    /** What the name must match, too; null for nothing. */
    private final Pattern names;

    /**
     * @param glob of names, as {@code *.jpg}, or of whole paths, as {@code **}{@code /2026/*.jpg}
     * @throws ValidationException if it is not a glob
     */
    public PathPattern(String glob) {
        this(glob.contains("/") ? glob : ANY_FOLDERS + "/" + glob, Optional.empty());
    }

    private PathPattern(String glob, Optional<String> names) {
        this.segments = segments(glob.endsWith("/") ? glob + ANY_FOLDERS : glob);
        this.names = names.map(name -> compile(name, name)).orElse(null);
    }

    /**
     * The pattern of a table.
     *
     * @param path the part of its path that is a pattern, if it is one
     * @param names which names are to be read
     */
    static PathPattern of(Optional<String> path, NameRule names) {
        if (path.isEmpty()) {
            return new PathPattern(names.glob());
        }
        String last = path.get().substring(path.get().lastIndexOf('/') + 1);
        boolean saysNoNames = last.isEmpty() || last.matches("\\*+");
        return new PathPattern(
                path.get(),
                names.given() || saysNoNames ? Optional.of(names.glob()) : Optional.empty());
    }

    private static List<Pattern> segments(String glob) {
        String[] texts = glob.split("/", -1);
        if (texts.length > MOST_SEGMENTS) {
            throw invalid(glob, "it has more than " + MOST_SEGMENTS + " segments", null);
        }
        List<Pattern> segments = new ArrayList<>();
        for (String text : texts) {
            if (text.isEmpty()) {
                throw invalid(glob, "one of its segments is empty", null);
            }
            segments.add(text.equals(ANY_FOLDERS) ? null : compile(text, glob));
        }
        return segments;
    }

    private static Pattern compile(String segment, String glob) {
        try {
            return Pattern.compile(
                    GlobSegment.regex(segment),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw invalid(glob, e.getDescription(), e);
        }
    }

    private static ValidationException invalid(String glob, String why, Exception cause) {
        return new ValidationException(
                "'"
                        + glob
                        + "' of the option 'glob' or 'path' is not a glob: "
                        + why
                        + ". Write it like '*.{jpg,png}' or '**/2026/*.jpg'.",
                cause);
    }

    /** The states in the folder that is listed. */
    long start() {
        return closed(1);
    }

    /** The states in a sub-folder of a folder with these; {@link #NONE} where nothing matches. */
    long into(long states, String folder) {
        if (isHidden(folder)) {
            return NONE;
        }
        long next = NONE;
        for (int i = 0; i < segments.size(); i++) {
            if ((states & (1L << i)) != 0) {
                Pattern segment = segments.get(i);
                if (segment == null) {
                    next |= 1L << i;
                } else if (i + 1 < segments.size() && segment.matcher(folder).matches()) {
                    next |= 1L << (i + 1);
                }
            }
        }
        return closed(next);
    }

    /** Whether a file of this name matches in a folder with these states. */
    boolean matches(long states, String file) {
        int last = segments.size() - 1;
        if ((states & (1L << last)) == 0 || isHidden(file)) {
            return false;
        }
        Pattern segment = segments.get(last);
        return (segment == null || segment.matcher(file).matches())
                && (names == null || names.matcher(file).matches());
    }

    /** Any number of folders includes no folder. */
    private long closed(long states) {
        long all = states;
        for (int i = 0; i + 1 < segments.size(); i++) {
            if ((all & (1L << i)) != 0 && segments.get(i) == null) {
                all |= 1L << (i + 1);
            }
        }
        return all;
    }

    /** Hidden from all of Flink's file sources: names that begin with a dot or an underscore. */
    static boolean isHidden(String fileName) {
        return fileName.startsWith(".") || fileName.startsWith("_");
    }
}
