// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.error.CorruptObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens no pipe, whose opening would wait for a writer forever, and no device or directory. */
public final class RegularFiles {
    private RegularFiles() {}

    /**
     * Refuses what is not a regular file.
     *
     * @throws CorruptObjectException if something else than a regular file, or a link to one, is
     *     there
     */
    public static void check(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new CorruptObjectException(
                    "There is no regular file at "
                            + file
                            + ", but a directory, a pipe or a device; remove it, and put the"
                            + " original again");
        }
    }

    /** The bytes of a file. */
    public static byte[] readAllBytes(Path file) throws IOException {
        check(file);
        return Files.readAllBytes(file);
    }

    /** The bytes of a file, lazily. The caller closes the stream. */
    public static InputStream newInputStream(Path file) throws IOException {
        check(file);
        return Files.newInputStream(file);
    }
}
