// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * What does the local store cost beside the bare loop that any store must pay? Each line gives the
 * floor, the store, and their ratio, measured in the same run. The argument is a folder on the disk
 * to measure; about 2 GiB are written to it and removed.
 */
public final class LocalStoreBenchmark {
    private static final int SMALL_BYTES = 4096;
    private static final int SMALL_COUNT = 20_000;
    private static final int FLOOR_COUNT = 4_000;
    private static final int IN_FLIGHT = 512;
    private static final long LARGE_BYTES = 512L << 20;

    private final Path folder;

    private LocalStoreBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "store-benchmark");
        try {
            LocalStoreBenchmark benchmark = new LocalStoreBenchmark(folder);
            for (int round = 0; round < 2; round++) {
                System.out.println("round " + (round + 1));
                benchmark.small(round);
                benchmark.large(round);
            }
        } finally {
            delete(folder);
        }
    }

    private void small(int round) throws Exception {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < SMALL_COUNT; i++) {
            contents.add(random(SMALL_BYTES, 1_000_000L * round + i));
        }
        double files = filePerObject(contents.subList(0, FLOOR_COUNT), round);
        List<StoredRef> refs = new ArrayList<>();
        try (ObjectStore store = LocalStore.open(folder.resolve("small" + round))) {
            double puts = put(store, contents, refs);
            line("durable 4 KiB put", "file per object", files, puts, "puts/s");
            double floor = preadAndHash(contents, round);
            double gets = 0;
            for (int i = 0; i < 3; i++) {
                gets = get(store, refs);
            }
            line("verified 4 KiB get", "pread and hash", floor, gets, "gets/s");
        }
    }

    private double filePerObject(List<byte[]> contents, int round) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("files" + round));
        long start = System.nanoTime();
        try (FileChannel sync = FileChannel.open(directory, StandardOpenOption.READ)) {
            for (int i = 0; i < contents.size(); i++) {
                try (FileChannel file =
                        FileChannel.open(
                                directory.resolve("f" + i),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.wrap(contents.get(i)));
                    file.force(true);
                }
                sync.force(true);
            }
        }
        return contents.size() / seconds(start);
    }

    private static double put(ObjectStore store, List<byte[]> contents, List<StoredRef> refs) {
        long start = System.nanoTime();
        Deque<CompletionStage<ObjectRef>> puts = new ArrayDeque<>();
        for (byte[] content : contents) {
            puts.add(store.put(Payload.of(content)));
            if (puts.size() == IN_FLIGHT) {
                refs.add((StoredRef) puts.remove().toCompletableFuture().join());
            }
        }
        puts.forEach(put -> refs.add((StoredRef) put.toCompletableFuture().join()));
        return contents.size() / seconds(start);
    }

    private double preadAndHash(List<byte[]> contents, int round) throws IOException {
        Path file = folder.resolve("floor" + round);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.READ)) {
            for (byte[] content : contents) {
                channel.write(ByteBuffer.wrap(content));
            }
            double best = 0;
            for (int repeat = 0; repeat < 4; repeat++) {
                MessageDigest sha = ContentId.newDigest();
                long start = System.nanoTime();
                for (int i = 0; i < contents.size(); i++) {
                    byte[] bytes = new byte[SMALL_BYTES];
                    channel.read(ByteBuffer.wrap(bytes), (long) i * SMALL_BYTES);
                    sha.digest(bytes);
                }
                best = Math.max(best, contents.size() / seconds(start));
            }
            return best;
        }
    }

    private static double get(ObjectStore store, List<StoredRef> refs) throws IOException {
        long start = System.nanoTime();
        for (StoredRef ref : refs) {
            store.open(ref).read(0, SMALL_BYTES);
        }
        return refs.size() / seconds(start);
    }

    private void large(int round) throws Exception {
        Path source = folder.resolve("source" + round);
        try (var out = Files.newOutputStream(source)) {
            byte[] chunk = random(1 << 20, round);
            for (long at = 0; at < LARGE_BYTES; at += chunk.length) {
                chunk[0]++;
                out.write(chunk);
            }
        }
        double floor = hashAndWrite(source, folder.resolve("copy" + round));
        try (ObjectStore store = LocalStore.open(folder.resolve("large" + round))) {
            long start = System.nanoTime();
            StoredRef ref = (StoredRef) store.put(Payload.of(source)).toCompletableFuture().join();
            line("large put", "hash, write, fsync", floor, mib() / seconds(start), "MiB/s");
            double readFloor = readAndHash(source);
            start = System.nanoTime();
            try (InputStream in = store.open(ref).stream()) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            line("large verified get", "read and hash", readFloor, mib() / seconds(start), "MiB/s");
            store.open(ref).read(LARGE_BYTES / 2, 1000);
            start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                store.open(ref).read(i * 5_000_000L, 1000);
            }
            System.out.printf("range of 1 kB in a large object: %.2f ms%n", 10 * seconds(start));
        }
        Files.delete(source);
    }

    private static double hashAndWrite(Path source, Path target) throws IOException {
        MessageDigest sha = ContentId.newDigest();
        byte[] chunk = new byte[1 << 20];
        long start = System.nanoTime();
        try (InputStream in = Files.newInputStream(source);
                FileChannel out =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
                sha.update(chunk, 0, count);
                out.write(ByteBuffer.wrap(chunk, 0, count));
            }
            out.force(true);
        }
        return mib() / seconds(start);
    }

    private static double readAndHash(Path source) throws IOException {
        MessageDigest sha = ContentId.newDigest();
        byte[] chunk = new byte[1 << 20];
        long start = System.nanoTime();
        try (InputStream in = Files.newInputStream(source)) {
            for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
                sha.update(chunk, 0, count);
            }
        }
        return mib() / seconds(start);
    }

    private static void line(String what, String floor, double least, double ours, String unit) {
        System.out.printf(
                "%-20s %,10.0f %s, %s %,.0f: ratio %.2f%n",
                what, ours, unit, floor, least, ours / least);
    }

    private static double mib() {
        return LARGE_BYTES / 1048576.0;
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
