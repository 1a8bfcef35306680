// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.internal.pack.PackFormat;
import java.nio.file.Path;

/**
 * A pack as one process knows it. While it is written its name ends in {@code .open}, afterwards in
 * {@code .pack}; the rest of the name is used once.
 */
final class Pack {
    static final String OPEN = ".open";
    static final String SEALED = ".pack";

    private final Path directory;
    private final String name;
    private final long epoch;
    private final boolean own;

    /** Whether all that it holds is known to be synced. */
    private volatile boolean sealed;

    /** Up to where this process has read the records; guarded by {@link PackShelf}. */
    long scannedTo = PackFormat.HEADER_BYTES;

    /**
     * @param own whether this process writes it
     */
    Pack(Path directory, String name, long epoch, boolean own, boolean sealed) {
        this.directory = directory;
        this.name = name;
        this.epoch = epoch;
        this.own = own;
        this.sealed = sealed;
    }

    String name() {
        return name;
    }

    long epoch() {
        return epoch;
    }

    boolean own() {
        return own;
    }

    boolean sealed() {
        return sealed;
    }

    void seal() {
        sealed = true;
    }

    /** Whether what the index says lies in it is synced, so that a put may rely on it. */
    boolean durable() {
        return own || sealed;
    }

    Path openFile() {
        return directory.resolve(name + OPEN);
    }

    Path sealedFile() {
        return directory.resolve(name + SEALED);
    }

    /** Where it lies, as far as is known. */
    Path file() {
        return sealed ? sealedFile() : openFile();
    }
}
