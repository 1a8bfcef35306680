// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A manifest: a line of JSON for each file, with its path relative to the root, its size in bytes,
 * its digest, its content type, and the reference that the row held, or null.
 */
final class ManifestLines {
    private ManifestLines() {}

    static byte[] of(List<FileEntry> files) {
        StringBuilder lines = new StringBuilder();
        for (FileEntry file : files) {
            ObjectNode line =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("path", file.path())
                            .put("size", file.sizeBytes())
                            .put("digest", file.id().toString())
                            .put("content_type", file.contentType())
                            .put("reference", file.reference().isEmpty() ? null : file.reference());
            lines.append(line).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
