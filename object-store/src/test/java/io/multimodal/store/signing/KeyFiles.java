// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of keys for tests, as their owner alone may read them. */
public final class KeyFiles {
    /** Two keys: 32 bytes of one value each. */
    public static final String ONE = "01 " + "11".repeat(32);

    public static final String TWO = "02 " + "22".repeat(32);

    private KeyFiles() {}

    /** A file with these lines, the first of which signs. */
    public static Path write(Path file, String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
