// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the entry of an open file in {@code /proc/self/fd}, whose attributes are those of the open
 * file itself. Java does not tell the number of a channel's descriptor, but Linux tells the
 * position of each one: the channel is moved to a position that no other has. Thread-safe.
 */
final class OpenDescriptors {
    private static final Path ENTRIES = Path.of("/proc/self/fd");
    private static final Path POSITIONS = Path.of("/proc/self/fdinfo");
    private static final boolean THERE = Files.isDirectory(ENTRIES) && Files.isDirectory(POSITIONS);

    /** Behind the end of most files, and within what a file system's files may have. */
    private static final AtomicLong NEXT_POSITION = new AtomicLong(1L << 40);

    /** Numbers found last, which are given out again and again: tried before all others. */
    private static final AtomicIntegerArray RECENT = new AtomicIntegerArray(8);

    private OpenDescriptors() {}

    /**
     * The entry of a channel, valid until it is closed; empty where the system has none. Moves the
     * channel's position.
     */
    static Optional<Path> find(SeekableByteChannel channel) throws IOException {
        if (!THERE) {
            return Optional.empty();
        }
        long position = NEXT_POSITION.incrementAndGet();
        try {
            channel.position(position);
        } catch (IOException e) {
            if (!channel.isOpen()) {
                throw e;
            }
            return Optional.empty(); // A file system whose files cannot be as long.
        }
        return find(("pos:\t" + position + "\n").getBytes(US_ASCII));
    }

    private static Optional<Path> find(byte[] positionLine) throws IOException {
        for (int i = 0; i < RECENT.length(); i++) {
            int number = RECENT.get(i);
            if (number > 0 && isAt(POSITIONS.resolve(Integer.toString(number)), positionLine)) {
                return Optional.of(ENTRIES.resolve(Integer.toString(number)));
            }
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(POSITIONS)) {
            for (Path entry : all) {
                if (isAt(entry, positionLine)) {
                    int number = Integer.parseInt(entry.getFileName().toString());
                    RECENT.set(number % RECENT.length(), number);
                    return Optional.of(ENTRIES.resolve(entry.getFileName()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(Path entry, byte[] positionLine) {
        try {
            byte[] told = Files.readAllBytes(entry);
            return Arrays.mismatch(told, positionLine) == positionLine.length;
        } catch (IOException e) {
            return false; // Closed since.
        }
    }
}
