// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.Leftover;
import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What died writers left in the temporary folder. Thread-safe. */
public final class TemporaryFolder {
    /** A put that has not written for so long has given up. */
    private static final Duration OLD = Duration.ofHours(1);

    private static final Pattern WRITER = Pattern.compile("([0-9a-f]{24})(-[0-9]+|\\.lock)");

    private final LocalLayout layout;
    private final Disk disk;

    public TemporaryFolder(LocalLayout layout, Disk disk) {
        this.layout = layout;
        this.disk = disk;
    }

    /** The files that no living writer is known to hold. */
    public List<Leftover> leftovers() throws StoreException {
        List<Leftover> found = new ArrayList<>();
        try {
            for (Path file : unheld()) {
                if (!isLock(file)) {
                    String place = layout.folder().relativize(file).toString();
                    found.add(new Leftover(place, Files.size(file)));
                }
            }
            return found;
        } catch (NoSuchFileException e) {
            return found;
        } catch (IOException e) {
            throw LocalErrors.of("list", layout.temporary(), e);
        }
    }

    /** Removes those that are old, as well as it can. */
    public void clean() {
        try {
            for (Path file : unheld()) {
                if (isOlder(file, OLD)) {
                    disk.delete(file);
                }
            }
        } catch (IOException e) {
            // They are named by verify, and the next writer tries again.
        }
    }

    /** Whether nothing was written to a file for so long. */
    public static boolean isOlder(Path file, Duration age) {
        try {
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return modified.plus(age).isBefore(Instant.now());
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> unheld() throws IOException {
        try (Stream<Path> all = Files.list(layout.temporary())) {
            return all.filter(Files::isRegularFile).filter(file -> !isHeld(file)).toList();
        }
    }

    private boolean isHeld(Path file) {
        Matcher name = WRITER.matcher(file.getFileName().toString());
        return name.matches()
                && WriterLock.state(layout.temporary(), name.group(1)) == WriterLock.Writer.LIVES;
    }

    private static boolean isLock(Path file) {
        return file.getFileName().toString().endsWith(".lock");
    }
}
