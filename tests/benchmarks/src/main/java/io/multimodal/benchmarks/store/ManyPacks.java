// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.runtime.Stores;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * What do many packs cost a store: to open it and read one object, to find out that an object is
 * missing, and in memory? Beside what any store must pay: a look at the folder and its index, the
 * requests of the bucket. The arguments are how many packs, 100,000 if not given, and how many
 * rounds.
 */
public final class ManyPacks {
    private static final String BUCKET = "bench";
    private static final int STORE = 0x1a2b3c4d;
    private static final int MISSES = 50;
    private static final long SETTLED_MILLIS = 4000;
    private static final PackBytes PACKS = new PackBytes(STORE);

    private final int count;
    private final int rounds;
    private long missing = 1L << 40;

    private ManyPacks(int count, int rounds) {
        this.count = count;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        ManyPacks packs = new ManyPacks(count, args.length > 1 ? Integer.parseInt(args[1]) : 5);
        packs.folder();
        packs.bucket();
    }

    private void folder() throws Exception {
        Path folder = Files.createTempDirectory("packs");
        try {
            URI uri = folder.toUri();
            Stores.create(uri, new StoreRoot(STORE, 16), 1).close();
            Path packs = Files.createDirectories(folder.resolve("packs/1"));
            for (int i = 0; i < count; i++) {
                Files.write(packs.resolve("p" + i + ".pack"), PACKS.pack(i));
            }
            // The first process to open it reads all packs, and leaves their index; another one
            // saves the listing of the folder, which has been as it is for some time.
            for (int process = 0; process < 2; process++) {
                try (ObjectStore store = Stores.openExisting(uri)) {
                    miss(store);
                }
                Thread.sleep(SETTLED_MILLIS);
            }
            Path index = folder.resolve("index/1");
            measure(
                    "folder",
                    uri,
                    "listing it and reading its index",
                    () -> {
                        String[] names = packs.toFile().list();
                        long bytes = names == null ? 0 : names.length;
                        File[] indexes = index.toFile().listFiles();
                        for (File file : indexes == null ? new File[0] : indexes) {
                            bytes += Files.readAllBytes(file.toPath()).length;
                        }
                        return bytes;
                    },
                    "looking at the same four names",
                    () -> lookAtFour(folder, packs));
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** What a miss looks at: the packs, the object, the epochs, and whether it was erased. */
    private static long lookAtFour(Path folder, Path packs) throws IOException {
        long found = Files.exists(folder.resolve("objects/1/none")) ? 1 : 0;
        found += Files.exists(folder.resolve("erased/none")) ? 1 : 0;
        try (Stream<Path> epochs = Files.list(folder.resolve("epochs"))) {
            found += epochs.count();
        }
        return found + Files.getLastModifiedTime(packs).toMillis();
    }

    private void bucket() throws Exception {
        try (SortedBucketServer server = new SortedBucketServer(BUCKET);
                S3AsyncClient sdk = server.endpoint().sdk()) {
            URI uri = server.endpoint().store("");
            Stores.create(uri, new StoreRoot(STORE, 16), 1).close();
            fill(server);
            String index =
                    sdk.listObjectsV2(all -> all.bucket(BUCKET).prefix("index/1/"))
                            .join()
                            .contents()
                            .get(0)
                            .key();
            measure(
                    "bucket",
                    uri,
                    "reading its index",
                    () -> get(sdk, index),
                    "the same four requests",
                    () -> fourRequests(sdk));
            requests(server, uri);
        }
    }

    private void requests(SortedBucketServer server, URI uri) throws Exception {
        long before = server.requests();
        try (ObjectStore store = Stores.openExisting(uri)) {
            ObjectBytes.read(store, PACKS.ref(3 % count), 1000);
            long opened = server.requests();
            miss(store);
            long first = server.requests();
            miss(store);
            System.out.printf(
                    "bucket of %,d packs: %d requests to open and get, %d for the first miss, %d"
                            + " for another%n",
                    count, opened - before, first - opened, server.requests() - first);
        }
    }

    private void fill(SortedBucketServer server) {
        long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = String.format("%012x-%024x", hourAgo, i);
            server.plant("packs/1/" + names[i] + ".pack", PACKS.pack(i));
        }
        String now = String.format("%012x-%024x", System.currentTimeMillis(), 0);
        server.plant("index/1/" + now + ".index", PACKS.index(names));
        server.plant("index/1/" + now + ".complete", new byte[0]);
    }

    private static long get(S3AsyncClient sdk, String key) {
        return sdk.getObject(
                        request -> request.bucket(BUCKET).key(key),
                        AsyncResponseTransformer.toBytes())
                .join()
                .asByteArrayUnsafe()
                .length;
    }

    /**
     * What a miss asks: the object, the epochs, the packs that are new, and whether it was erased.
     */
    private static long fourRequests(S3AsyncClient sdk) {
        String now = String.format("packs/1/%012x", System.currentTimeMillis());
        long found = absent(sdk, "objects/1/none") + absent(sdk, "erased/none");
        found += sdk.listObjectsV2(all -> all.bucket(BUCKET).prefix("epochs/")).join().keyCount();
        return found
                + sdk.listObjectsV2(all -> all.bucket(BUCKET).prefix("packs/1/").startAfter(now))
                        .join()
                        .keyCount();
    }

    private static long absent(S3AsyncClient sdk, String key) {
        return sdk.headObject(request -> request.bucket(BUCKET).key(key))
                .handle((found, failure) -> failure == null ? 1L : 0L)
                .join();
    }

    private void measure(
            String where, URI uri, String openFloor, Task open, String missFloor, Task miss)
            throws Exception {
        double[][] millis = new double[5][rounds];
        double heap = 0;
        for (int round = -1; round < rounds; round++) {
            long before = usedBytes();
            double[] took = new double[5];
            took[0] = millis(open);
            long start = System.nanoTime();
            try (ObjectStore store = Stores.openExisting(uri)) {
                ObjectBytes.read(store, PACKS.ref((round + 7) % count), 1000);
                took[1] = (System.nanoTime() - start) / 1e6;
                took[4] =
                        millis(
                                () -> {
                                    miss(store);
                                    return 0;
                                });
                took[2] =
                        millis(
                                () -> {
                                    for (int i = 0; i < MISSES; i++) {
                                        miss(store);
                                    }
                                    return 0;
                                });
                heap = (usedBytes() - before) / (double) count;
            }
            took[3] =
                    millis(
                            () -> {
                                long sum = 0;
                                for (int i = 0; i < MISSES; i++) {
                                    sum += miss.run();
                                }
                                return sum;
                            });
            for (int i = 0; i < took.length && round >= 0; i++) {
                millis[i][round] = took[i];
            }
        }
        System.out.printf(
                "%s of %,d packs: open and first get %.0f ms, %s %.0f ms: ratio %.1f%n",
                where,
                count,
                median(millis[1]),
                openFloor,
                median(millis[0]),
                median(millis[1]) / median(millis[0]));
        System.out.printf(
                "%s of %,d packs: the first miss %.0f ms, another %.3f ms, %s %.3f ms: ratio %.1f;"
                        + " heap %.0f bytes a pack of one object%n",
                where,
                count,
                median(millis[4]),
                median(millis[2]) / MISSES,
                missFloor,
                median(millis[3]) / MISSES,
                median(millis[2]) / median(millis[3]),
                heap);
    }

    private void miss(ObjectStore store) throws StoreException {
        try {
            ObjectBytes.read(store, PACKS.ref(missing++), 1000);
            throw new IllegalStateException("What was never put is there");
        } catch (ObjectNotFoundException e) {
            // As it should be.
        }
    }

    private static double millis(Task task) throws Exception {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private interface Task {
        long run() throws Exception;
    }
}
