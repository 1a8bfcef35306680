// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.benchmarks.pipeline.HeapPeak;
import io.multimodal.store.EpochReclaimer.Contents;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ServerRequests;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.bucket.client.ServerCapabilities;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.collect.EpochFate;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.JobRoots;
import io.multimodal.store.collect.Sweep;
import io.multimodal.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A dry run and the sweeps of a store of which half is garbage: seconds, heap, requests. First of
 * many objects in a simulated bucket that answers at once, then of a tenth as many files in a
 * folder. The floor is listing them. Then the bytes that a checkpoint holds for it. Usage:
 * [OBJECTS], 10,000,000 by default.
 */
public final class CollectGarbage {
    private static final int DEFAULT_OBJECTS = 10_000_000;
    private static final int EPOCHS = 4;
    private static final int GARBAGE = 2;
    private static final int FILE_BYTES = 100;
    private static final Sweep.Settings AT_ONCE =
            new Sweep.Settings(Duration.ofDays(1), Duration.ZERO);

    private CollectGarbage() {}

    public static void main(String[] args) throws Exception {
        int objects = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_OBJECTS;
        bucket(objects / EPOCHS);
        folder(objects / 10 / EPOCHS);
    }

    private static void bucket(int each) throws Exception {
        EndlessBucket server = new EndlessBucket(EPOCHS, each);
        ClientBucket bucket =
                new ClientBucket(
                        server,
                        RetryPolicy.of(Duration.ofMinutes(1)),
                        () -> ServerCapabilities.CHECKS_ALL);
        System.out.printf(Locale.ROOT, "bucket, %,d objects in %d epochs%n", each * EPOCHS, EPOCHS);
        try (ObjectStore store = BucketStore.open(bucket, "", 1024)) {
            measure("bare listing (floor)", store, () -> bareListing(server));
            sweeps(store);
        }
        check(server.left(1) == 0 && server.left(GARBAGE + 1) == each);
    }

    private static Contents bareListing(EndlessBucket server) {
        Contents all = Contents.NONE;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            String after = "";
            boolean more = true;
            while (more) {
                BlobClient.Page page = server.list("objects/" + epoch + "/", after).join();
                for (BlobClient.Item item : page.items()) {
                    all = all.plus(new Contents(1, item.sizeBytes()));
                    after = item.key();
                }
                more = page.more();
            }
        }
        return all;
    }

    private static void folder(int each) throws Exception {
        Path folder = Files.createTempDirectory("collect");
        try (ObjectStore store = LocalStore.open(folder)) {
            byte[] content = new byte[FILE_BYTES];
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                Path objects = Files.createDirectories(folder.resolve("objects/" + epoch));
                for (int i = 0; i < each; i++) {
                    Files.write(objects.resolve("%064x".formatted(i)), content);
                }
            }
            System.out.printf(
                    Locale.ROOT, "folder, %,d files in %d epochs%n", each * EPOCHS, EPOCHS);
            measure("bare listing (floor)", store, () -> bareListing(folder));
            sweeps(store);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static Contents bareListing(Path folder) throws IOException {
        Contents all = Contents.NONE;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            try (var files = Files.newDirectoryStream(folder.resolve("objects/" + epoch))) {
                for (Path file : files) {
                    all = all.plus(new Contents(1, Files.size(file)));
                }
            }
        }
        return all;
    }

    /** Roots keep what lies behind the first epochs. */
    private static void sweeps(ObjectStore store) throws Exception {
        Sweep sweep = Sweep.of(store);
        JobRoot before = sweep.enable().orElseThrow();
        store.control().write("released/" + before.name(), new byte[0]);
        for (int epoch = GARBAGE + 1; epoch <= EPOCHS; epoch++) {
            store.control().write("epochs/" + epoch, new byte[0]);
        }
        sweep.hold("a job", GARBAGE + 1);
        measure("dry run", store, () -> contents(sweep.plan(AT_ONCE)));
        measure("first run, which condemns", store, () -> contents(sweep.run(AT_ONCE)));
        measure("second run, which removes", store, () -> contents(sweep.run(AT_ONCE)));
        JobRoot root = JobRoots.of(store).make("another job", List.of());
        measure(
                "a job's root",
                store,
                () -> {
                    JobRoots.of(store).release(JobRoots.of(store).make("job", List.of()));
                    return Contents.NONE;
                });
        System.out.printf("  a checkpoint holds %d bytes of a root%n", root.toBytes().length);
    }

    private static Contents contents(List<EpochFate> fates) {
        return fates.stream().map(EpochFate::contents).reduce(Contents.NONE, Contents::plus);
    }

    private static void measure(String what, ObjectStore store, Work work) throws Exception {
        ServerRequests sent = store.requests().orElse(new ServerRequests(0, 0, 0, 0));
        try (HeapPeak peak = new HeapPeak()) {
            long begun = System.nanoTime();
            Contents contents = work.run();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.gc();
            ServerRequests now = store.requests().orElse(sent);
            System.out.printf(
                    Locale.ROOT,
                    "  %-27s %,11d files %8.2f s, heap %,d MiB; %,d listings, %,d reads, %,d writes, %,d deletes%n",
                    what,
                    contents.files(),
                    seconds,
                    peak.bytes() >> 20,
                    now.listings() - sent.listings(),
                    now.reads() - sent.reads(),
                    now.writes() - sent.writes(),
                    now.deletes() - sent.deletes());
        }
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("The sweep removed what it must keep, or left garbage");
        }
    }

    private interface Work {
        Contents run() throws Exception;
    }
}
