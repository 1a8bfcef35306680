// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RealDisk;
import io.multimodal.store.spi.ProbeFinding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Finds out what a file system does, in a store's temporary folder. */
final class FolderProbe {
    private static final int RACERS = 16;
    private static final int SYNCS = 20;

    private final Disk disk = new RealDisk();
    private final DurableFiles files;
    private final Path folder;
    private final List<ProbeFinding> findings = new ArrayList<>();

    FolderProbe(LocalLayout layout) {
        this.folder = layout.temporary();
        this.files = new DurableFiles(disk, layout.temporary());
    }

    List<ProbeFinding> run() throws StoreException {
        try {
            links();
            locks();
            syncs();
            space();
            return List.copyOf(findings);
        } catch (IOException e) {
            throw LocalErrors.of("try the file system of", folder, e);
        } finally {
            files.close();
        }
    }

    private void links() throws IOException {
        Path target = files.newTemporary();
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            sources.add(files.writeTemporary(new byte[] {(byte) i}, false));
        }
        try {
            long winners =
                    IntStream.range(0, RACERS)
                            .parallel()
                            .filter(i -> wins(sources.get(i), target))
                            .count();
            findings.add(
                    new ProbeFinding(
                            "publish without overwrite",
                            ProbeFinding.Need.USED,
                            winners == 1,
                            winners + " of " + RACERS + " racing writers won"));
        } finally {
            sources.forEach(files::discard);
            files.discard(target);
        }
    }

    private boolean wins(Path source, Path target) {
        try {
            Files.createLink(target, source);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            // No hard links here: then renames are used, and every racer may win.
            return true;
        }
    }

    private void locks() throws IOException {
        Path file = files.writeTemporary(new byte[1], false);
        boolean works = false;
        String seen;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            works = channel.tryLock() != null;
            seen = works ? "one process at a time makes a store" : "a lock was not given";
        } catch (IOException e) {
            seen = "no store can be made here: " + e.getMessage();
        } finally {
            files.discard(file);
        }
        findings.add(new ProbeFinding("locks of files", ProbeFinding.Need.NEEDED, works, seen));
    }

    private void syncs() throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < SYNCS; i++) {
            files.discard(files.writeTemporary(new byte[4096], true));
            disk.syncDirectory(folder);
        }
        double millis = (System.nanoTime() - start) / 1e6 / SYNCS;
        findings.add(
                new ProbeFinding(
                        "sync of files and folders",
                        ProbeFinding.Need.NEEDED,
                        true,
                        String.format("%.2f ms for 4 KiB", millis)));
    }

    private void space() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        findings.add(
                new ProbeFinding(
                        "free space",
                        ProbeFinding.Need.USED,
                        free > 1L << 30,
                        (free >> 20) + " MiB"));
    }
}
