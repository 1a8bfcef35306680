// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.layout.BucketFixture;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.FloorName;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.record.ControlDocuments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobRootsTest {
    private static final byte[] EMPTY = {};

    @TempDir Path folder;

    enum Kind {
        FOLDER,
        BUCKET,
        MEMORY
    }

    @ParameterizedTest
    @EnumSource
    void aRootIsHeldUntilItIsReleased(Kind kind) throws Exception {
        try (ObjectStore store = open(kind)) {
            JobRoots roots = JobRoots.of(store);
            JobRoot root = roots.make("job 7f3a\nof a test", List.of());
            assertThat(root.floor()).isEqualTo(1);
            assertThat(roots.list())
                    .singleElement()
                    .satisfies(
                            held -> {
                                assertThat(held.root()).isEqualTo(root);
                                assertThat(held.owner()).isEqualTo("job 7f3a of a test");
                            });
            roots.release(JobRoot.fromBytes(root.toBytes()));
            roots.release(root);
            assertThat(roots.list()).isEmpty();
        }
    }

    @Test
    void theFloorIsThePresentEpochWhereNothingElseIsKept() throws Exception {
        try (ObjectStore store = open(Kind.BUCKET)) {
            JobRoots roots = JobRoots.of(store);
            store.control().write("epochs/2", EMPTY);
            assertThat(roots.make("a", List.of()).floor()).isEqualTo(2);
        }
    }

    @Test
    void theFloorIsNoneAboveALeaseOrAHeldRoot() throws Exception {
        try (ObjectStore store = open(Kind.BUCKET)) {
            JobRoots roots = JobRoots.of(store);
            FloorName lease = FloorName.fresh(2);
            store.control().write("epochs/4", EMPTY);
            store.control().write("leases/" + lease.text(), EMPTY);
            JobRoot first = roots.make("first", List.of());
            assertThat(first.floor()).isEqualTo(2);
            store.control().remove("leases/" + lease.text());
            JobRoot second = roots.make("second", List.of());
            assertThat(second.floor()).isEqualTo(2);
            roots.release(first);
            roots.release(second);
            assertThat(roots.make("third", List.of()).floor()).isEqualTo(4);
        }
    }

    @Test
    void aRestoredJobKeepsWhatItsPredecessorsKept() throws Exception {
        try (ObjectStore store = open(Kind.BUCKET)) {
            JobRoots roots = JobRoots.of(store);
            JobRoot before = roots.make("before", List.of());
            store.control().write("epochs/7", EMPTY);
            store.control().write("horizons/7", EMPTY);
            JobRoot after = roots.make("after", List.of(before));
            assertThat(after.floor()).isEqualTo(before.floor());
            roots.release(before);
            assertThatThrownBy(() -> roots.make("too late", List.of(before)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(before.name())
                    .hasMessageContaining("released");
            assertThatThrownBy(
                            () ->
                                    roots.make(
                                            "unknown",
                                            List.of(
                                                    new JobRoot(
                                                            store.root().storeId(),
                                                            FloorName.fresh(1).text()))))
                    .isInstanceOf(RefusedException.class);
        }
    }

    /** The lease stands for a floor that was read before a sweep published its horizon. */
    @Test
    void aRootBelowTheHorizonIsNotHandedOutAndNotLeftBehind() throws Exception {
        try (ObjectStore store = open(Kind.BUCKET)) {
            store.control().write("epochs/5", EMPTY);
            store.control().write("leases/" + FloorName.fresh(3).text(), EMPTY);
            store.control().write("horizons/5", EMPTY);
            JobRoots roots = JobRoots.of(store);
            assertThatThrownBy(() -> roots.make("late", List.of()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("try again");
            assertThat(roots.list()).isEmpty();
        }
    }

    @Test
    void aRootThatEndsTakesThePlaceOfOneThatDoesNot() throws Exception {
        for (Kind kind : Kind.values()) {
            try (ObjectStore store = open(kind)) {
                JobRoots roots = JobRoots.of(store);
                JobRoot root = roots.make("job", List.of());
                JobRoot ending =
                        roots.endAfter(root, "its topic", Duration.ofMillis(1500)).orElseThrow();
                assertThat(ending.life()).hasValue(Duration.ofSeconds(2));
                assertThat(ending.floor()).isEqualTo(root.floor());
                assertThat(JobRoot.fromBytes(ending.toBytes())).isEqualTo(ending);
                assertThat(roots.list())
                        .singleElement()
                        .satisfies(
                                held -> {
                                    assertThat(held.root()).isEqualTo(ending);
                                    assertThat(held.owner()).isEqualTo("its topic");
                                    assertThat(held.endsAt())
                                            .hasValue(held.madeAt().get().plusSeconds(2));
                                });
                assertThat(roots.endAfter(root, "too late", Duration.ofDays(1))).isEmpty();
                assertThat(roots.list()).hasSize(1);
            }
        }
    }

    @Test
    void aRootEndsWithinReason() throws Exception {
        try (ObjectStore store = open(Kind.BUCKET)) {
            JobRoots roots = JobRoots.of(store);
            JobRoot root = roots.make("job", List.of());
            for (Duration life :
                    List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(200_000))) {
                assertThatThrownBy(() -> roots.endAfter(root, "topic", life))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(life.toString());
            }
            assertThat(roots.list()).extracting(HeldRoot::root).containsExactly(root);
        }
    }

    @Test
    void anUnreadableNameOfARootEndsTheJobsTry() throws Exception {
        try (ObjectStore store = open(Kind.BUCKET)) {
            store.control().write("roots/v9-1", EMPTY);
            assertThatThrownBy(() -> JobRoots.of(store).make("a", List.of()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("v9-1")
                    .hasMessageContaining("newest release");
        }
    }

    @Test
    void aFileThatAServerIsStillWritingIsNotTakenForARoot() throws Exception {
        MemoryBucket bucket = new MemoryBucket();
        try (ObjectStore store = BucketFixture.open(bucket)) {
            String file =
                    "roots/" + FloorName.fresh(1).text() + "-40e1e393-708f-4552-9c34-2f78d63ba8eb";
            bucket.objects.put(file, EMPTY);
            int[] listings = new int[1];
            bucket.before =
                    request -> {
                        if (request.startsWith("LIST roots/") && ++listings[0] == 3) {
                            bucket.objects.remove(file);
                        }
                    };
            assertThat(JobRoots.of(store).make("a", List.of()).floor()).isEqualTo(1);
            assertThat(listings[0]).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void bytesOfACheckpointAreChecked() {
        byte[] bytes = new JobRoot(5, FloorName.fresh(3).text()).toBytes();
        assertThat(bytes).hasSizeLessThanOrEqualTo(48);
        byte[] newer = bytes.clone();
        newer[0] = 2;
        byte[] path = bytes.clone();
        path[6] = '/';
        for (byte[] wrong : List.of(new byte[0], new byte[65], newer, path)) {
            assertThatThrownBy(() -> JobRoot.fromBytes(wrong))
                    .isInstanceOf(InvalidReferenceException.class);
        }
    }

    @Test
    void documentsAreWrittenOnce() throws Exception {
        for (Kind kind : Kind.values()) {
            try (ObjectStore store = open(kind)) {
                ControlDocuments control = store.control();
                control.write("roots/1-x", new byte[] {1});
                control.write("roots/1-x", new byte[] {2});
                assertThat(control.read("roots/1-x")).hasValue(new byte[] {1});
                assertThat(control.list("roots")).hasSize(1);
                assertThat(control.list("leases")).isEmpty();
                control.remove("roots/1-x");
                control.remove("roots/1-x");
                assertThat(control.read("roots/1-x")).isEmpty();
            }
        }
    }

    private ObjectStore open(Kind kind) throws Exception {
        return switch (kind) {
            case FOLDER -> LocalStore.open(folder);
            case BUCKET -> BucketFixture.open(new MemoryBucket());
            case MEMORY -> new MemoryStore();
        };
    }
}
