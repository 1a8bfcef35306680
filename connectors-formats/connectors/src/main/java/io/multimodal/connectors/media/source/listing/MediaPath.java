// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.external.ExternalSchemes;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * The path of a table: a folder, a file, or a pattern of files, of a local disk, of a file system
 * that Flink knows, or of a bucket. Immutable.
 *
 * @param text as it was given; of a bucket perhaps with the options of its client as a query
 */
public record MediaPath(String text) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern OPTIONS = Pattern.compile("\\?[a-z][a-z-]*=[^?]*$");

    /**
     * What a path means on this machine.
     *
     * @param root the folder or the file
     * @param pattern of the files below the folder; empty for all
     */
    public record Resolved(String root, Optional<String> pattern) {
        /** The folder for Flink's file systems. */
        public Path path() {
            return new Path(root);
        }
    }

    /** Whether the objects of a bucket are read, by a client that is found for this thread. */
    public boolean isBucket() {
        return ExternalSchemes.find().isBucket(scheme());
    }

    private String scheme() {
        return text.substring(0, Math.max(0, text.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    /** A local file or folder that has a name like a pattern is meant by its name. */
    public Resolved resolve() {
        String plain = isBucket() ? withoutOptions() : text;
        int pattern = GlobSegment.firstPattern(plain);
        if (pattern < 0 || isLocalFile(plain)) {
            return new Resolved(plain, Optional.empty());
        }
        String root = plain.substring(0, pattern);
        return new Resolved(root.isEmpty() ? "." : root, Optional.of(plain.substring(pattern)));
    }

    private static boolean isLocalFile(String plain) {
        Path path = new Path(plain);
        String scheme = path.toUri().getScheme();
        return (scheme == null || scheme.equals("file"))
                && Files.exists(java.nio.file.Path.of(path.getPath()));
    }

    private String withoutOptions() {
        return OPTIONS.matcher(text).replaceFirst("");
    }

    /**
     * What opens the objects of a bucket: the configured prefix that the path lies under, or else
     * the path itself with its options. The caller closes it.
     *
     * @param externals the configured prefixes
     */
    public ExternalObjects open(Collection<String> externals) throws StoreException {
        Matcher options = OPTIONS.matcher(text);
        String root = resolve().root();
        if (options.find()) {
            return ExternalObjects.under(List.of(BucketListing.uri(root) + options.group()));
        }
        ExternalObjects configured = ExternalObjects.under(externals);
        try {
            configured.checkAllowed(BucketListing.uri(root));
            return configured;
        } catch (PlaceNotAllowedException e) {
            return ExternalObjects.under(List.of(BucketListing.uri(root)));
        }
    }
}
