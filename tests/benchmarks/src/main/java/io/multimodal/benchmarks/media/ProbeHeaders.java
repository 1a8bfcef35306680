// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.media.ImageProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Question: how many files a second does one core tell the type, size and mode of, from the page
 * cache, and what is left of it above opening a file and reading its first block? The first
 * argument is how many seconds each loop runs, the second a folder of pictures; without it copies
 * of the sample photos are made.
 */
public final class ProbeHeaders {
    private static final int BLOCK_BYTES = 4096;
    private static final int COPIES = 100;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private ProbeHeaders() {}

    /** Work on one file. */
    @FunctionalInterface
    private interface Loop {
        void run(Path file) throws IOException;
    }

    /** Runs both loops and prints what they did. */
    public static void main(String[] args) throws IOException {
        double seconds = args.length == 0 ? 3 : Double.parseDouble(args[0]);
        Path made = args.length > 1 ? null : photos();
        try {
            compare(files(args.length > 1 ? Path.of(args[1]) : made), seconds);
        } finally {
            if (made != null) {
                delete(made);
            }
        }
    }

    private static void compare(List<Path> files, double seconds) throws IOException {
        ImageProbe probe = new ImageProbe(Limits.DEFAULT);
        Loop floor =
                file -> {
                    try (FileChannel channel = FileChannel.open(file)) {
                        channel.read(ByteBuffer.allocate(BLOCK_BYTES));
                    }
                };
        Loop ours =
                file -> {
                    try (FileChannel channel = FileChannel.open(file)) {
                        probe.probe(new OpenFile(channel, channel.size()));
                    }
                };
        double floorRate = 0;
        double rate = 0;
        for (int turn = 0; turn < 4; turn++) {
            floorRate = Math.max(floorRate, rate(floor, files, seconds / 4));
            rate = Math.max(rate, rate(ours, files, seconds / 4));
        }
        System.out.printf(
                "%d files, one core, files a second of processor time: open and read a block %.0f, probe %.0f, ratio %.2f%n",
                files.size(), floorRate, rate, rate / floorRate);
    }

    private static double rate(Loop loop, List<Path> files, double seconds) throws IOException {
        long start = CPU.getCurrentThreadCpuTime();
        long done = 0;
        long now = start;
        while (now - start < seconds * 1e9) {
            for (Path file : files) {
                loop.run(file);
            }
            done += files.size();
            now = CPU.getCurrentThreadCpuTime();
        }
        return done * 1e9 / (now - start);
    }

    private static Path photos() throws IOException {
        Path folder = Files.createTempDirectory("probe");
        List<byte[]> photos = SamplePhotos.originals();
        for (int i = 0; i < COPIES; i++) {
            Files.write(folder.resolve(i + ".jpg"), photos.get(i % photos.size()));
        }
        return folder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** An open file as an object. */
    private static final class OpenFile implements ObjectHandle {
        private final FileChannel channel;
        private final long size;

        OpenFile(FileChannel channel, long size) {
            this.channel = channel;
            this.size = size;
        }

        @Override
        public long sizeBytes() {
            return size;
        }

        @Override
        public byte[] read(long offset, int length) {
            try {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                channel.read(bytes, offset);
                return bytes.array();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream stream() {
            return new BufferedInputStream(java.nio.channels.Channels.newInputStream(channel));
        }
    }
}
