// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.layout.BucketFixture;
import io.multimodal.store.collect.EpochFate.Verdict;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.RootFile;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final Sweep.Settings NOW = new Sweep.Settings(Duration.ofDays(1), Duration.ZERO);
    private static final Sweep.Settings PATIENT =
            new Sweep.Settings(Duration.ofDays(1), Duration.ofHours(24));

    @TempDir Path folder;
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void nothingIsCollectedBeforeItIsTurnedOn() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            assertThatThrownBy(() -> Sweep.of(store).run(NOW))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("gc --enable");
            put(store, 1);
            assertThat(bucket.objects.keySet()).noneMatch(key -> key.startsWith("leases/"));
        }
    }

    @Test
    void turningItOnKeepsAllThatWasPutBeforeAndLocksOldReleasesOut() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            StoredRef before = put(store, 1);
            Sweep sweep = Sweep.of(store);
            JobRoot root = sweep.enable().orElseThrow();
            assertThat(sweep.enable()).isEmpty();
            assertThat(
                            new String(
                                    bucket.objects.get("root"),
                                    java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("format=2\n");
            assertThat(RootFile.decode(bucket.objects.get("root"), "x")).isEqualTo(store.root());
            assertThat(sweep.run(NOW)).isEmpty();
            assertThat(sweep.run(NOW)).isEmpty();
            assertReadable(store, before);
            assertThatThrownBy(() -> JobRoots.of(store).release(root))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("try again in an hour");
        }
    }

    @Test
    void onlyWhatARootNeedsIsKept() throws Exception {
        for (ObjectStore store : List.of(BucketFixture.open(bucket), LocalStore.open(folder))) {
            try (store) {
                Sweep sweep = enabled(store);
                StoredRef old = put(store, 1);
                sweep.beginEpoch();
                JobRoot root;
                StoredRef kept;
                // The first writer has ended, with its lease.
                closeLease(store);
                try (ObjectStore other = reopen(store)) {
                    root = JobRoots.of(other).make("the job", List.of());
                    kept = put(other, 2);
                    other.control().write("epochs/4", new byte[0]);
                }
                assertThat(sweep.run(NOW))
                        .extracting(EpochFate::verdict)
                        .containsOnly(Verdict.CONDEMNED);
                assertReadable(store, old);
                assertThat(sweep.plan(NOW))
                        .anySatisfy(
                                fate -> {
                                    assertThat(fate.epoch()).isEqualTo(root.floor());
                                    assertThat(fate.verdict()).isEqualTo(Verdict.KEPT);
                                    assertThat(fate.why()).contains("the job");
                                });
                assertThat(sweep.run(NOW)).extracting(EpochFate::verdict).contains(Verdict.REMOVED);
                try (ObjectStore reader = reopen(store)) {
                    assertThatThrownBy(() -> assertReadable(reader, old))
                            .isInstanceOf(ObjectNotFoundException.class);
                    assertReadable(reader, kept);
                    JobRoots.of(reader).release(root);
                }
                sweep.run(NOW);
                sweep.run(NOW);
                try (ObjectStore reader = reopen(store)) {
                    assertThatThrownBy(() -> assertReadable(reader, kept))
                            .isInstanceOf(ObjectNotFoundException.class);
                }
            }
        }
    }

    @Test
    void whatIsCondemnedWaitsByTheClockOfTheStore() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            Sweep sweep = enabled(store);
            StoredRef old = put(store, 1);
            closeLease(store);
            sweep.beginEpoch();
            assertThat(verdicts(sweep, PATIENT)).containsOnly(Verdict.CONDEMNED);
            bucket.aheadMillis = Duration.ofHours(23).toMillis();
            assertThat(verdicts(sweep, PATIENT)).containsOnly(Verdict.CONDEMNED);
            assertReadable(store, old);
            bucket.aheadMillis = Duration.ofHours(25).toMillis();
            assertThat(verdicts(sweep, PATIENT)).contains(Verdict.REMOVED);
            bucket.aheadMillis = Duration.ofHours(50).toMillis();
            assertThat(verdicts(sweep, PATIENT)).contains(Verdict.FORGOTTEN);
            assertThat(bucket.objects).doesNotContainKey("epochs/1");
        }
    }

    @Test
    void theLeaseOfAProcessThatIsGoneEndsAfterAnHour() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            Sweep sweep = enabled(store);
            put(store, 1);
            sweep.beginEpoch();
            assertThat(sweep.plan(NOW))
                    .extracting(EpochFate::why)
                    .contains("a process that writes holds a lease from it on");
            // Epoch 1 is older than the lease; epoch 2 is not.
            assertThat(sweep.run(NOW)).extracting(EpochFate::epoch).containsExactly(1L);
            bucket.aheadMillis = Duration.ofMinutes(61).toMillis();
            assertThat(sweep.run(NOW)).extracting(EpochFate::epoch).contains(2L);
            assertThat(bucket.objects.keySet()).noneMatch(key -> key.startsWith("leases/"));
        }
    }

    @Test
    void aRootEndsByTheClockOfTheStore() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            Sweep sweep = enabled(store);
            JobRoots roots = JobRoots.of(store);
            JobRoot job = roots.make("job", List.of());
            StoredRef old = put(store, 1);
            closeLease(store);
            JobRoot topic = roots.endAfter(job, "its topic", Duration.ofDays(7)).orElseThrow();
            sweep.beginEpoch();
            bucket.aheadMillis = Duration.ofDays(7).minusMinutes(1).toMillis();
            sweep.run(NOW);
            sweep.run(NOW);
            assertReadable(store, old);
            assertThat(roots.list()).extracting(HeldRoot::root).containsExactly(topic);

            bucket.aheadMillis = Duration.ofDays(7).plusMinutes(1).toMillis();
            sweep.run(NOW);
            sweep.run(NOW);
            assertThat(roots.list()).isEmpty();
            try (ObjectStore reader = reopen(store)) {
                assertThatThrownBy(() -> assertReadable(reader, old))
                        .isInstanceOf(ObjectNotFoundException.class);
            }
        }
    }

    /** Between the release of one root and the other, two sweeps remove what both keep. */
    @Test
    void theRootThatEndsIsMadeBeforeTheOtherIsReleased() throws Exception {
        assertThat(keptWhileARootIsReplaced(true)).isTrue();
        assertThat(keptWhileARootIsReplaced(false)).as("the control").isFalse();
    }

    private static boolean keptWhileARootIsReplaced(boolean keptFirst) throws Exception {
        MemoryBucket bucket = new MemoryBucket();
        try (ObjectStore store = BucketFixture.open(bucket)) {
            Sweep sweep = enabled(store);
            JobRoots.Guards guards =
                    new JobRoots.Guards(true, true, true, keptFirst, () -> sweepTwice(sweep));
            JobRoots roots = new JobRoots(store, guards);
            JobRoot job = roots.make("job", List.of());
            StoredRef old = put(store, 1);
            closeLease(store);
            sweep.beginEpoch();
            roots.endAfter(job, "its topic", Duration.ofDays(7));
            try (ObjectStore reader = BucketFixture.open(bucket)) {
                assertReadable(reader, old);
                return true;
            } catch (ObjectNotFoundException e) {
                return false;
            }
        }
    }

    private static void sweepTwice(Sweep sweep) {
        try {
            sweep.run(NOW);
            sweep.run(NOW);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /** I7: what cannot be read may keep anything. */
    @Test
    void aNameThatCannotBeReadEndsTheSweepBeforeAnythingIsRemoved() throws Exception {
        for (String place : List.of("roots/", "released/", "leases/", "condemned/")) {
            try (ObjectStore store = BucketFixture.open(new MemoryBucket())) {
                Sweep sweep = enabled(store);
                StoredRef old = put(store, 1);
                closeLease(store);
                sweep.beginEpoch();
                sweep.run(NOW);
                store.control().write(place + "v9", new byte[0]);
                assertThatThrownBy(() -> sweep.run(NOW))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("v9");
                assertReadable(store, old);
            }
        }
    }

    @Test
    void aFolderGivesBackWhatIsInItsTrash() throws Exception {
        try (ObjectStore store = LocalStore.open(folder)) {
            Sweep sweep = enabled(store);
            StoredRef old = put(store, 1);
            StoredRef large = put(store, 2_000_000);
            closeLease(store);
            sweep.beginEpoch();
            sweep.run(NOW);
            assertThat(sweep.restore(2)).isEmpty();
            sweep.run(PATIENT);
            age(folder.resolve("condemned"), Duration.ofHours(25));
            sweep.run(PATIENT);
            assertThat(folder.resolve("trash/2")).exists();
            JobRoot root = sweep.restore(2).orElseThrow();
            try (ObjectStore reader = reopen(store)) {
                assertReadable(reader, old);
                assertReadable(reader, large);
            }
            assertThat(sweep.run(NOW)).extracting(EpochFate::epoch).doesNotContain(2L);
            JobRoots.of(store).release(root);
            sweep.run(NOW);
            sweep.run(NOW);
            sweep.run(NOW);
            assertThat(folder.resolve("trash/2")).doesNotExist();
            assertThat(folder.resolve("epochs/2")).doesNotExist();
        }
    }

    @Test
    void aBucketHasNoTrashAndNoRootIsLeft() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            Sweep sweep = enabled(store);
            assertThatThrownBy(() -> sweep.restore(1))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("no trash");
            assertThat(JobRoots.of(store).list()).isEmpty();
        }
    }

    @Test
    void manyObjectsOfABucketGoAndAreCountedAsTheyGo() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            enabled(store).beginEpoch();
            for (int i = 0; i < 1500; i++) {
                bucket.objects.put("objects/2/%064x".formatted(i), new byte[10]);
            }
            List<EpochReclaimer.Contents> seen = new ArrayList<>();
            Sweep sweep = Sweep.of(store, seen::add);
            sweep.run(NOW);
            assertThat(seen).as("nothing is listed to be condemned").isEmpty();
            assertThat(sweep.plan(NOW))
                    .filteredOn(fate -> fate.epoch() == 2)
                    .extracting(EpochFate::contents)
                    .containsExactly(new EpochReclaimer.Contents(1500, 15_000));
            seen.clear();
            assertThat(sweep.run(NOW))
                    .filteredOn(fate -> fate.epoch() == 2)
                    .extracting(EpochFate::contents)
                    .containsExactly(new EpochReclaimer.Contents(1500, 15_000));
            assertThat(seen).hasSize(1500);
            assertThat(bucket.objects.keySet()).noneMatch(key -> key.startsWith("objects/2/"));
        }
    }

    /**
     * A sweep that goes on behind a delete that failed would report what is still there as gone.
     */
    @Test
    void aDeleteThatFailsEndsTheSweep() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            Sweep sweep = enabled(store);
            sweep.beginEpoch();
            for (int i = 0; i < 200; i++) {
                bucket.objects.put("objects/2/%064x".formatted(i), new byte[10]);
            }
            sweep.run(NOW);
            bucket.before =
                    request -> {
                        if (request.matches("DELETE objects/2/0*42")) {
                            throw new UncheckedIOException(
                                    new StoreUnavailableException("no answer"));
                        }
                    };
            assertThatThrownBy(() -> sweep.run(NOW))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("no answer");
            bucket.before = request -> {};
            sweep.run(NOW);
            assertThat(bucket.objects.keySet()).noneMatch(key -> key.startsWith("objects/2/"));
        }
    }

    @Test
    void ofTwoCopiesTheNewerOneDecides() throws Exception {
        for (ObjectStore store : List.of(BucketFixture.open(bucket), LocalStore.open(folder))) {
            try (store) {
                Sweep sweep = enabled(store);
                StoredRef twice = put(store, 1);
                StoredRef once = put(store, 2);
                closeLease(store);
                for (int i = 0; i < 5; i++) {
                    sweep.beginEpoch();
                }
                try (ObjectStore other = reopen(store)) {
                    put(other, 1);
                }
                closeLease(store);
                List<ObjectFate> fates;
                try (ObjectStore reader = reopen(store)) {
                    JobRoot root =
                            JobRoots.of(reader).makeFor("a table", List.of(twice.id()).iterator());
                    assertThat(root.floor()).isEqualTo(7);
                    fates =
                            Sweep.of(reader)
                                    .explain(
                                            List.of(once.id(), twice.id(), ContentId.hash("none")),
                                            NOW);
                }
                assertThat(fates)
                        .extracting(ObjectFate::state)
                        .containsExactly(
                                ObjectFate.State.GARBAGE,
                                ObjectFate.State.KEPT,
                                ObjectFate.State.ABSENT);
                assertThat(fates).extracting(ObjectFate::epoch).containsExactly(2L, 7L, 0L);
            }
        }
    }

    private static List<Verdict> verdicts(Sweep sweep, Sweep.Settings settings) throws Exception {
        return sweep.run(settings).stream()
                .filter(fate -> fate.epoch() <= 2)
                .map(EpochFate::verdict)
                .toList();
    }

    /** Turned on long ago: nothing keeps what was put before. */
    private static Sweep enabled(ObjectStore store) throws Exception {
        Sweep sweep = Sweep.of(store);
        JobRoot before = sweep.enable().orElseThrow();
        store.control().write("released/" + before.name(), new byte[0]);
        store.findMissing(java.util.Set.of(io.multimodal.store.ref.ContentId.hash("")), 1);
        return sweep;
    }

    private static void closeLease(ObjectStore store) throws Exception {
        for (var entry : store.control().list("leases")) {
            store.control().remove("leases/" + entry.name());
        }
    }

    private static void age(Path directory, Duration age) throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
            }
        }
    }

    private ObjectStore reopen(ObjectStore like) throws Exception {
        return like instanceof LocalStore ? LocalStore.open(folder) : BucketFixture.open(bucket);
    }

    private static StoredRef put(ObjectStore store, int number) throws Exception {
        byte[] bytes = new byte[3000 + number];
        new Random(number).nextBytes(bytes);
        return (StoredRef) store.put(Payload.of(bytes)).toCompletableFuture().get();
    }

    private static void assertReadable(ObjectStore store, StoredRef ref) throws Exception {
        assertThat(ObjectBytes.read(store, ref, 4_000_000)).hasSize((int) ref.length());
    }
}
