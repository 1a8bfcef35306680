// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A manifest: a line of JSON for each file, with its path relative to the root, its size in bytes,
 * its digest, its content type, and the reference that the row held, or null.
 */
final class ManifestLines {
    private ManifestLines() {}

    static byte[] of(List<FileEntry> files) {
        StringBuilder lines = new StringBuilder();
        for (FileEntry file : files) {
            lines.append("{\"path\":");
            quote(file.path(), lines);
            lines.append(",\"size\":").append(file.sizeBytes()).append(",\"digest\":");
            quote(file.id().toString(), lines);
            lines.append(",\"content_type\":");
            quote(file.contentType(), lines);
            lines.append(",\"reference\":");
            if (file.reference().isEmpty()) {
                lines.append("null");
            } else {
                quote(file.reference(), lines);
            }
            lines.append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(String text, StringBuilder lines) {
        lines.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                lines.append('\\').append(c);
            } else if (c < ' ') {
                lines.append("\\u%04x".formatted((int) c));
            } else {
                lines.append(c);
            }
        }
        lines.append('"');
    }
}
