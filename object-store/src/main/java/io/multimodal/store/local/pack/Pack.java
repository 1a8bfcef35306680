// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.local.disk.DurableFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pack as one process knows it. While it is written its name ends in {@code .open}, afterwards in
 * {@code .pack}; the rest of the name is used once.
 */
public final class Pack {
    static final String OPEN = ".open";
    static final String SEALED = ".pack";

    private static final int MAX_NAME_CHARS = 64;

    /** As {@link DurableFiles#newName} gives them. */
    private static final Pattern WRITER = Pattern.compile("([0-9a-f]{24})-[0-9]{1,18}");

    private final Path directory;
    private final String name;
    private final long epoch;
    private final boolean own;

    /** Whether all that it holds is known to be synced. */
    private volatile boolean sealed;

    /**
     * Whether it is sealed and so short that it is better merged; guarded by {@link PackRegistry}.
     */
    boolean small;

    /** Whether its writer is known to be dead, so that it grows no more; guarded likewise. */
    boolean abandoned;

    /** Whether it is damaged, so that it is left as it is; guarded by {@link PackRegistry}. */
    boolean damaged;

    /** Whether a summary names it; guarded likewise. */
    boolean summarised;

    /** The last listing of its folder that had it; guarded by {@link PackRegistry}. */
    int listing;

    /** What the index calls it, -1 for nothing; guarded by the index. */
    int number = -1;

    /** Up to where this process has read the records; guarded by {@link PackRegistry}. */
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

    /** A pack of another writer, as it lies there. */
    static Pack of(Path directory, String fileName, long epoch) {
        boolean sealed = fileName.endsWith(SEALED);
        String name = fileName.substring(0, fileName.lastIndexOf('.'));
        return new Pack(directory, name, epoch, false, sealed);
    }

    /** Whether a file with this name is a pack. */
    static boolean isName(String fileName) {
        int name = fileName.lastIndexOf('.');
        if (name < 1 || name > MAX_NAME_CHARS) {
            return false;
        }
        for (int i = 0; i < name; i++) {
            if (!isNameChar(fileName.charAt(i))) {
                return false;
            }
        }
        return fileName.endsWith(SEALED) || fileName.endsWith(OPEN);
    }

    private static boolean isNameChar(char each) {
        return each == '-' || (each >= '0' && each <= '9') || (each >= 'a' && each <= 'z');
    }

    /** Who writes it, as its name says; empty where it has no name that a writer gives. */
    Optional<String> writer() {
        Matcher given = WRITER.matcher(name);
        return given.matches() ? Optional.of(given.group(1)) : Optional.empty();
    }

    /** Two packs are never equal; of 100,000 the name's hash is cheaper than one of the object. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
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
