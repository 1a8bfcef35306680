// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;

/** Tables of Lance as folders. */
final class LanceFiles {
    private LanceFiles() {}

    /** Makes a table without rows. */
    static void create(String path, Field... columns) {
        try (BufferAllocator memory = new RootAllocator();
                Dataset made =
                        Dataset.write()
                                .allocator(memory)
                                .uri(path)
                                .schema(new Schema(List.of(columns)))
                                .dataStorageVersion("2.1")
                                .execute()) {
            // Closed, since it has no rows yet.
        }
    }

    /** Copies a table. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }
}
