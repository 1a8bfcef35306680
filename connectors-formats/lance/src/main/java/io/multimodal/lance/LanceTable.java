// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.lance.Dataset;
import org.lance.ReadOptions;

/**
 * Where a table of Lance is.
 *
 * @param storage options of Lance for the storage, which may hold secrets
 */
record LanceTable(String path, Map<String, String> storage) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The newest version. The caller closes it. Blocks. */
    Dataset open(BufferAllocator memory) throws IOException {
        return open(memory, new ReadOptions.Builder());
    }

    /** A version. The caller closes it. Blocks. */
    Dataset open(BufferAllocator memory, long version) throws IOException {
        return open(memory, new ReadOptions.Builder().setVersion(version));
    }

    /**
     * The newest version; null if there is no table. The caller closes it. Blocks.
     *
     * <p>The library says so with words only.
     */
    Dataset openIfThere(BufferAllocator memory) throws IOException {
        try {
            return open(memory);
        } catch (IOException e) {
            if (String.valueOf(e.getCause().getMessage()).contains("not found")) {
                return null;
            }
            throw e;
        }
    }

    private Dataset open(BufferAllocator memory, ReadOptions.Builder options) throws IOException {
        try {
            return Dataset.open()
                    .allocator(memory)
                    .uri(path)
                    .readOptions(options.setStorageOptions(storage).build())
                    .build();
        } catch (RuntimeException e) {
            throw failed("open", e);
        }
    }

    /** What the library throws for anything, with what was done. */
    IOException failed(String action, RuntimeException cause) {
        return new IOException(
                "Cannot %s the Lance table '%s': %s".formatted(action, path, cause.getMessage()),
                cause);
    }

    /** Without the options of the storage. */
    @Override
    public String toString() {
        return "lance(" + path + ")";
    }
}
