// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import java.util.Locale;
import java.util.Map;

/** The extension of a file by its content type. */
final class FileExtensions {
    /** What NumPy's files are called; they have no registered content type. */
    static final String NPY = "application/x-npy";

    private static final Map<String, String> USUAL =
            Map.ofEntries(
                    Map.entry("image/jpeg", "jpg"),
                    Map.entry("image/tiff", "tif"),
                    Map.entry("image/svg+xml", "svg"),
                    Map.entry("image/x-icon", "ico"),
                    Map.entry("audio/mpeg", "mp3"),
                    Map.entry("audio/mp4", "m4a"),
                    Map.entry("audio/vnd.wave", "wav"),
                    Map.entry("audio/x-wavpack", "wv"),
                    Map.entry("audio/x-matroska", "mka"),
                    Map.entry("video/quicktime", "mov"),
                    Map.entry("video/x-matroska", "mkv"),
                    Map.entry("video/x-msvideo", "avi"),
                    Map.entry("video/mp2t", "ts"),
                    Map.entry("video/mpeg", "mpg"),
                    Map.entry("video/ogg", "ogv"),
                    Map.entry("text/plain", "txt"),
                    Map.entry("application/gzip", "gz"),
                    Map.entry("application/octet-stream", "bin"));

    private static final int LONGEST = 16;

    private FileExtensions() {}

    /** Without a dot; for a type that is not known its subtype, or {@code bin}. */
    static String of(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        String usual = USUAL.get(type);
        if (usual != null) {
            return usual;
        }
        String subtype = type.substring(type.indexOf('/') + 1).replaceFirst("^x-", "");
        boolean plain = subtype.matches("[a-z0-9]+") && subtype.length() <= LONGEST;
        return plain ? subtype : "bin";
    }
}
