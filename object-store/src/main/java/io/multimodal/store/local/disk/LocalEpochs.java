// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The epochs of a store: the names of write-once files, the present epoch the greatest of them. A
 * late write of an old name cannot turn it back. Thread-safe.
 */
public final class LocalEpochs {
    public static final long FIRST = 1;

    private static final long REFRESH_NANOS = 10_000_000_000L;

    private final Path folder;
    private volatile long[] newestFirst = {FIRST};
    private volatile long listedAtNanos = System.nanoTime() - REFRESH_NANOS;

    public LocalEpochs(Path folder) {
        this.folder = folder;
    }

    /** The epochs known, the newest first; see {@link #list}. */
    public long[] known() {
        return newestFirst;
    }

    /** The epoch that is published in, at most some seconds old. */
    public long present() throws StoreException {
        if (System.nanoTime() - listedAtNanos > REFRESH_NANOS) {
            list();
        }
        return newestFirst[0];
    }

    /**
     * Looks again which epochs there are.
     *
     * @return whether there are others than were known
     */
    public boolean list() throws StoreException {
        long now = System.nanoTime();
        long[] found;
        try (Stream<Path> names = Files.list(folder)) {
            found =
                    names.map(name -> name.getFileName().toString())
                            .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                            .mapToLong(Long::parseLong)
                            .map(epoch -> -epoch)
                            .sorted()
                            .map(epoch -> -epoch)
                            .toArray();
        } catch (IOException e) {
            throw LocalErrors.of("list the epochs in", folder, e);
        }
        if (found.length == 0) {
            found = LongStream.of(FIRST).toArray();
        }
        boolean changed = !java.util.Arrays.equals(found, newestFirst);
        newestFirst = found;
        listedAtNanos = now;
        return changed;
    }
}
