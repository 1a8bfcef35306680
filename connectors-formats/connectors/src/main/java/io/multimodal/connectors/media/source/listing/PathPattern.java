// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.table.api.ValidationException;

/** Chooses files by the last part of their path. Case does not matter, hidden names never match. */
public final class FileNameGlob implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String glob;
    private transient PathMatcher matcher;

    /**
     * @throws ValidationException if it is no glob
     */
    public FileNameGlob(String glob) {
        this.glob = glob;
        try {
            this.matcher = matcher();
        } catch (PatternSyntaxException e) {
            throw new ValidationException(
                    "Option 'glob' is '"
                            + glob
                            + "', which is no glob: "
                            + e.getDescription()
                            + ". Write it like '*.{jpg,png}'.",
                    e);
        }
    }

    boolean matches(String fileName) {
        if (isHidden(fileName)) {
            return false;
        }
        if (matcher == null) {
            matcher = matcher();
        }
        return matcher.matches(Path.of(fileName.toLowerCase(Locale.ROOT)));
    }

    /** Hidden from all of Flink's file sources: names that begin with a dot or an underscore. */
    static boolean isHidden(String fileName) {
        return fileName.startsWith(".") || fileName.startsWith("_");
    }

    private PathMatcher matcher() {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob.toLowerCase(Locale.ROOT));
    }
}
