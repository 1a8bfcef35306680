// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.path;

import io.multimodal.store.ref.ContentId;
import io.multimodal.types.config.NearestName;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the file of a row goes, relative to the root: text with {@code {column}}, {@code {digest}}
 * (the SHA-256 of the file in hexadecimal digits) and {@code {ext}} (by the file's content type).
 * Whatever the values are, a path stays below the root. Immutable and thread-safe.
 */
public final class PathTemplate implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String DIGEST = "digest";
    private static final String EXTENSION = "ext";
    private static final int MAX_PATH_BYTES = 900;

    private enum Kind {
        TEXT,
        SEPARATOR,
        COLUMN,
        DIGEST,
        EXTENSION
    }

    private record Part(Kind kind, String text) implements Serializable {
        private static final long serialVersionUID = 1L;

        boolean isValue() {
            return kind == Kind.COLUMN || kind == Kind.DIGEST || kind == Kind.EXTENSION;
        }
    }

    private final String template;
    private final ArrayList<Part> parts;
    private final PartitionPath partitions;

    private PathTemplate(String template, List<Part> parts, PartitionPath partitions) {
        this.template = template;
        this.parts = new ArrayList<>(parts);
        this.partitions = partitions;
    }

    /**
     * Checks a template.
     *
     * @param columns the columns that a row has; empty if they are not known before a row is there
     * @throws IllegalArgumentException if it names no column of these, could give all rows one
     *     path, or is not a relative path
     */
    public static PathTemplate parse(
            String template, Optional<? extends Collection<String>> columns) {
        ArrayList<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            text(template.substring(at, open < 0 ? template.length() : open), template, parts);
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw wrong(template, "'{' at position " + open + " has no '}'");
            }
            parts.add(variable(template.substring(open + 1, close), template, columns));
            at = close + 1;
        }
        checkSegments(template, parts);
        if (parts.stream().noneMatch(p -> p.kind == Kind.COLUMN || p.kind == Kind.DIGEST)) {
            throw wrong(
                    template,
                    "it gives every file the same path; add a column, as in '{name}', or '{digest}'");
        }
        return new PathTemplate(template, parts, PartitionPath.NONE);
    }

    /** The same below a folder {@code key=value} for each of these columns. */
    public PathTemplate partitionedBy(List<String> keys, String defaultName) {
        return new PathTemplate(template, parts, new PartitionPath(keys, defaultName));
    }

    private static Part variable(
            String name, String template, Optional<? extends Collection<String>> columns) {
        boolean isColumn = columns.isPresent() && columns.get().contains(name);
        if (!isColumn && name.equals(DIGEST)) {
            return new Part(Kind.DIGEST, name);
        } else if (!isColumn && name.equals(EXTENSION)) {
            return new Part(Kind.EXTENSION, name);
        } else if (columns.isPresent() && !isColumn) {
            throw wrong(
                    template,
                    "there is no column '"
                            + name
                            + "' that can be part of a path"
                            + NearestName.of(name, columns.get())
                                    .map(nearest -> "; the nearest is '" + nearest + "'")
                                    .orElse("")
                            + "; there are "
                            + columns.get()
                            + ", 'digest' and 'ext'");
        }
        return new Part(Kind.COLUMN, name);
    }

    private static void text(String text, String template, List<Part> parts) {
        if (text.indexOf('}') >= 0) {
            throw wrong(template, "'}' has no '{'");
        }
        String[] pieces = text.split("/", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i > 0) {
                parts.add(new Part(Kind.SEPARATOR, "/"));
            }
            if (!pieces[i].isEmpty()) {
                parts.add(new Part(Kind.TEXT, pieces[i]));
            }
        }
    }

    private static void checkSegments(String template, List<Part> parts) {
        boolean begins = true;
        for (Part part : parts) {
            boolean separates = part.kind == Kind.SEPARATOR;
            if (begins && separates) {
                throw wrong(template, "it is a path below 'path', without empty names");
            }
            if (begins && part.kind == Kind.TEXT && part.text.startsWith(".")) {
                throw wrong(template, "a name in it begins with '.'");
            }
            if (part.kind == Kind.TEXT && part.text.chars().anyMatch(c -> c < ' ' || c == '\\')) {
                throw wrong(template, "it holds a control character or a backslash");
            }
            begins = separates;
        }
        if (begins) {
            throw wrong(template, "it ends without a name of a file");
        }
    }

    private static IllegalArgumentException wrong(String template, String why) {
        return new IllegalArgumentException(
                "The path template '" + template + "' cannot be used: " + why);
    }

    /** The extension, in lower case, that the files of all rows have; empty if values decide. */
    public Optional<String> fixedExtension() {
        Part last = parts.get(parts.size() - 1);
        int dot = last.text.lastIndexOf('.');
        return last.kind == Kind.TEXT && dot >= 0
                ? Optional.of(last.text.substring(dot + 1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Whether a path depends on what is in the file. */
    public boolean usesDigest() {
        return parts.stream().anyMatch(part -> part.kind == Kind.DIGEST);
    }

    /** The columns that the path takes, its partitions' too. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(partitions.keys());
        parts.stream().filter(part -> part.kind == Kind.COLUMN).forEach(p -> columns.add(p.text));
        return columns;
    }

    /**
     * The path of a row's file, relative to the root.
     *
     * @param column the text of a column; null for NULL
     * @param digest of the file; may be null if {@link #usesDigest} is false
     * @param extension without a dot
     * @throws MediaException REFUSED if a value cannot be part of a path
     */
    public String path(Function<String, String> column, ContentId digest, String extension)
            throws MediaException {
        StringBuilder path = new StringBuilder(partitions.of(column));
        StringBuilder segment = new StringBuilder();
        boolean value = false;
        for (Part part : parts) {
            if (part.kind == Kind.SEPARATOR) {
                path.append(finished(segment, value)).append('/');
                segment.setLength(0);
                continue;
            }
            value = segment.isEmpty() ? part.isValue() : value;
            segment.append(
                    switch (part.kind) {
                        case COLUMN -> text(part.text, column.apply(part.text));
                        case DIGEST -> digest.hex();
                        case EXTENSION -> extension;
                        default -> part.text;
                    });
        }
        path.append(finished(segment, value));
        String whole = path.toString();
        int bytes = whole.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PATH_BYTES) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The path has %d bytes, and at most %d are written"
                            .formatted(bytes, MAX_PATH_BYTES));
        }
        return whole;
    }

    private static String finished(StringBuilder segment, boolean value) throws MediaException {
        String text = segment.toString();
        return PathEscapes.checked(value ? PathEscapes.visible(text) : text);
    }

    private static String text(String name, String value) throws MediaException {
        if (value == null || value.isEmpty()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The column '%s', which is part of the path, is %s; fill it in the query, for example by COALESCE"
                            .formatted(name, value == null ? "NULL" : "empty"));
        }
        return PathEscapes.escape(value);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return template;
    }
}
