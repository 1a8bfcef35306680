// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.ForwardingDisk;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.LossyDisk;
import io.multimodal.store.local.pack.Pack;
import io.multimodal.store.local.pack.PackFileEraser;
import io.multimodal.store.local.pack.PackFileMerger;
import io.multimodal.store.local.pack.PackReader;
import io.multimodal.store.local.pack.PackRegistry;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power fails before each step of making a store, putting, packing, sealing, erasing. */
class CrashITCase {
    private static final int PACK_BELOW = 5000;

    /** How often chance decides what survives each crash; more with -Dcrash.seeds. */
    private static final int SEEDS = Integer.getInteger("crash.seeds", 1);

    @TempDir Path parent;

    @Test
    void keepsWhatWasAcknowledgedAndShowsNothingElse() throws IOException {
        int step = 0;
        boolean crashed = true;
        for (; crashed; step++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Path after = Files.createDirectory(parent.resolve("after"));
                List<Put> acknowledged = new ArrayList<>();
                crashed = crashAt(step, true, after, seed, acknowledged);
                assertThat(lost(after, acknowledged)).as("step %s, seed %s", step, seed).isEmpty();
                delete(after);
            }
        }
        // Making the store alone takes a dozen steps.
        assertThat(step).isGreaterThan(40);
    }

    /** The same while packs that died writers left are merged. */
    @Test
    void losesNothingWhilePacksAreMerged() throws IOException {
        int step = 0;
        boolean crashed = true;
        for (; crashed; step++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                assertThat(lostByMerging(step, true, true, seed))
                        .as("step %s, seed %s", step, seed)
                        .isEmpty();
                crashed = lastDisk.crashed();
            }
        }
        assertThat(step).isGreaterThan(60);
    }

    /** The negative controls: the packs are removed before the new one is durable. */
    @Test
    void findsLossWhereTheNewPackIsNotSynced() throws IOException {
        int losses = 0;
        for (int seed = 0; seed < 20; seed++) {
            losses += lostByMerging(Integer.MAX_VALUE - 1, true, false, seed).size();
        }
        assertThat(losses).isPositive();
    }

    private LossyDisk lastDisk;

    private List<String> lostByMerging(int step, boolean honest, boolean syncsMerged, int seed)
            throws IOException {
        Path folder = Files.createDirectory(parent.resolve("before"));
        Path after = Files.createDirectory(parent.resolve("after"));
        LossyDisk disk = new LossyDisk(step, honest);
        lastDisk = disk;
        List<Put> acknowledged = new ArrayList<>();
        try {
            merge(disk, folder.resolve("store"), syncsMerged, acknowledged);
        } catch (StoreException e) {
            // The machine went off.
        }
        disk.recover(folder, after, new Random(1000L * step + seed));
        try {
            return acknowledged.isEmpty() ? List.of() : lost(after, acknowledged);
        } finally {
            delete(folder);
            delete(after);
        }
    }

    /** Leaves two packs open, seals a third one, and merges all. */
    private static void merge(
            LossyDisk disk, Path folder, boolean syncsMerged, List<Put> acknowledged)
            throws StoreException {
        for (int i = 0; i < 3; i++) {
            ObjectStore store = LocalStore.open(folder, 16, disk, PACK_BELOW);
            List<Put> puts = new ArrayList<>(List.of(put(store, 100 + i), put(store, 200 + i)));
            collect(puts, acknowledged);
            if (i == 2) {
                store.close();
            }
        }
        LocalLayout layout = new LocalLayout(folder);
        Disk merging =
                syncsMerged
                        ? disk
                        : new ForwardingDisk(disk) {
                            @Override
                            public void syncDirectory(Path directory) {}
                        };
        DurableFiles files = new DurableFiles(merging, layout.temporary());
        PackReader reader = new PackReader();
        PackFileMerger merger =
                new PackFileMerger(
                        LocalFolder.existing(layout).storeId(),
                        layout,
                        files,
                        reader,
                        new PackFileEraser(layout, merging, reader));
        List<Pack> packs = new PackRegistry(layout, reader).onDisk(1);
        merger.mergeAll(1, packs, (pack, entries) -> {});
        reader.close();
        files.close();
    }

    /** The negative control: this test finds loss where there is some. */
    @Test
    void findsLossOnADiskThatDoesNotSync() throws IOException {
        int losses = 0;
        for (int step = 30; step < 60; step++) {
            Path after = Files.createDirectory(parent.resolve("after"));
            List<Put> acknowledged = new ArrayList<>();
            crashAt(step, false, after, step, acknowledged);
            try {
                losses += lost(after, acknowledged).size();
            } catch (StoreException e) {
                losses++;
            }
            delete(after);
        }
        assertThat(losses).isPositive();
    }

    /** Runs until the machine goes off at a step; false where everything was done before. */
    private boolean crashAt(int step, boolean honest, Path after, int seed, List<Put> acknowledged)
            throws IOException {
        Path folder = Files.createDirectory(parent.resolve("before"));
        LossyDisk disk = new LossyDisk(step, honest);
        try {
            work(disk, folder.resolve("store"), acknowledged);
        } catch (StoreException e) {
            // The machine went off while the store was made or closed.
        }
        disk.recover(folder, after, new Random(1000L * step + seed));
        delete(folder);
        return disk.crashed();
    }

    private static void work(LossyDisk disk, Path folder, List<Put> acknowledged)
            throws StoreException {
        try (ObjectStore store = LocalStore.open(folder, 16, disk, PACK_BELOW)) {
            List<Put> puts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                puts.add(put(store, 100 + i));
            }
            collect(puts, acknowledged);
            puts.add(put(store, PACK_BELOW + 7));
            puts.add(put(store, 200));
            collect(puts, acknowledged);
            puts.add(put(store, 9_000_000));
            puts.add(put(store, 300));
            collect(puts, acknowledged);
            recordAndErase(store, acknowledged);
        }
    }

    private static void recordAndErase(ObjectStore store, List<Put> acknowledged) {
        try {
            store.records().putIfAbsent("notes", ContentId.hash("key"), content(60));
            ContentId erased = ContentId.hash(content(100));
            acknowledged.removeIf(put -> put.size() == 100);
            store.erase(erased);
        } catch (StoreException e) {
            // The machine went off.
        }
    }

    /** What was acknowledged and is not there whole, or is there and damaged. */
    private static List<String> lost(Path after, List<Put> acknowledged) throws IOException {
        List<String> lost = new ArrayList<>();
        try (ObjectStore store = LocalStore.open(after.resolve("store"), 16)) {
            for (Put put : acknowledged) {
                StoredRef ref = (StoredRef) put.stage().toCompletableFuture().join();
                try {
                    assertThat(ObjectBytes.read(store, ref, 10_000_000))
                            .isEqualTo(content(put.size()));
                } catch (StoreException e) {
                    lost.add(e.getMessage());
                }
            }
            try (Stream<AuditedObject> all = store.audit()) {
                all.filter(audited -> audited.damage().isPresent())
                        .forEach(audited -> lost.add(audited.toString()));
            }
            store.records()
                    .get("notes", ContentId.hash("key"))
                    .filter(value -> !java.util.Arrays.equals(value, content(60)))
                    .ifPresent(value -> fail("a torn record"));
            // The store goes on working.
            StoredRef fresh = (StoredRef) put(store, 777).stage().toCompletableFuture().join();
            assertThat(ObjectBytes.read(store, fresh, 1000)).isEqualTo(content(777));
        }
        return lost;
    }

    private static void collect(List<Put> puts, List<Put> acknowledged) {
        for (Put put : puts) {
            try {
                put.stage().toCompletableFuture().join();
                acknowledged.add(put);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StoreException.class);
            }
        }
        puts.clear();
    }

    private static Put put(ObjectStore store, int size) {
        return new Put(size, store.put(Payload.of(content(size))));
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private record Put(int size, CompletionStage<ObjectRef> stage) {}
}
