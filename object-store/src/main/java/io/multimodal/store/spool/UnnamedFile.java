// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Temporary files without a name, which are gone when they are closed or the process ends. */
public final class UnnamedFile {
    private UnnamedFile() {}

    /**
     * Opens a new, empty file to write and read. The caller closes it. Blocks.
     *
     * @param use what the file is for, a part of the name that it has for a moment
     */
    public static FileChannel open(String use) throws IOException {
        Path name = Files.createTempFile("multimodal-" + use, null);
        try {
            return FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(name);
        }
    }
}
