// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.disk.LocalErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folder of the packs of an epoch. It is listed again only when its time of modification has
 * changed, or might have changed without showing it: two changes within one tick of the file
 * system's clock look like one. Not thread-safe.
 */
final class PackFolder {
    /** Clocks of file systems tick at least this often; some only every two seconds. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long COARSE_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);

    private final Path directory;
    private long modifiedNanos = -1;
    private long seenNanos;
    private boolean settled;

    PackFolder(Path directory) {
        this.directory = directory;
    }

    /** Whether the folder may have changed since this was asked last; then it is to be listed. */
    boolean mayHaveChanged() throws StoreException {
        long modified;
        try {
            modified = Files.getLastModifiedTime(directory).to(TimeUnit.NANOSECONDS);
        } catch (NoSuchFileException e) {
            modified = -1;
        } catch (IOException e) {
            throw LocalErrors.of("list", directory, e);
        }
        long now = System.nanoTime();
        if (modified != modifiedNanos) {
            modifiedNanos = modified;
            seenNanos = now;
            settled = isLongAgo(modified);
            return true;
        }
        if (settled) {
            return false;
        }
        long tick = modified % TimeUnit.SECONDS.toNanos(1) == 0 ? COARSE_TICK_NANOS : TICK_NANOS;
        settled = now - seenNanos > tick;
        return true;
    }

    /** The names of all files that lie there now, packs and others. */
    static String[] names(Path directory) throws StoreException {
        // A tenth of what a stream of paths takes; it does not say why there is nothing.
        String[] names = directory.toFile().list();
        return names == null ? namesOrReason(directory) : names;
    }

    private static String[] namesOrReason(Path directory) throws StoreException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
        } catch (NoSuchFileException e) {
            return new String[0];
        } catch (IOException e) {
            throw LocalErrors.of("list", directory, e);
        }
    }

    private static boolean isLongAgo(long modifiedNanos) {
        long millis = System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(modifiedNanos);
        return millis > TimeUnit.NANOSECONDS.toMillis(COARSE_TICK_NANOS);
    }
}
