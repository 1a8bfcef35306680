// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.error.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All who make a store at once make the same one, on a server that ignores conditions. */
@Timeout(60)
class RootElectionTest {
    private static final int MAKERS = 4;

    private final BucketLayout layout = new BucketLayout("");
    private final ExecutorService threads = Executors.newFixedThreadPool(MAKERS);
    private final MemoryBucket bucket = new MemoryBucket();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** The pause lets every candidate be written; the second one lets each decide as it likes. */
    @Test
    void givesAllWhoMakeAStoreAtOnceTheSameRoot() throws Exception {
        for (int round = 0; round < 50; round++) {
            bucket.objects.clear();
            bucket.ignoresConditions = true;
            Phaser written = new Phaser(MAKERS);
            List<Future<StoreRoot>> roots = new ArrayList<>();
            for (int maker = 0; maker < MAKERS; maker++) {
                StoreRoot fresh = new StoreRoot(maker + 1, 16);
                Callable<StoreRoot> make =
                        () ->
                                new RootElection(
                                                bucket,
                                                layout,
                                                time -> written.arriveAndAwaitAdvance())
                                        .existingOr(fresh, 1);
                roots.add(threads.submit(make));
            }
            StoreRoot decided = RootElection.root(bucket, layout).orElse(roots.get(0).get());
            for (Future<StoreRoot> root : roots) {
                assertThat(root.get()).isEqualTo(decided);
            }
            assertThat(RootElection.root(bucket, layout)).contains(decided);
        }
    }

    /** One that had looked before there was a root, and writes its own long after. */
    @Test
    void leavesTheRootToTheOldestCandidateHoweverLateAnotherComes() throws Exception {
        bucket.ignoresConditions = true;
        StoreRoot first = new StoreRoot(1, 16);
        StoreRoot late = new StoreRoot(2, 16);
        List<StoreRoot> seen = new ArrayList<>();
        StoreRoot made =
                new RootElection(bucket, layout, time -> seen.add(make(first))).existingOr(late, 1);
        assertThat(seen).containsExactly(made);
        assertThat(RootElection.root(bucket, layout)).contains(made);
    }

    @Test
    void asksNobodyWhereTheServerHoldsToConditions() throws StoreException {
        StoreRoot root = new StoreRoot(7, 16);
        RootElection election =
                new RootElection(
                        bucket,
                        layout,
                        time -> {
                            throw new AssertionError("It waited");
                        });
        assertThat(election.existingOr(root, 3)).isEqualTo(root);
        assertThat(bucket.objects.keySet()).containsExactly("epochs/3", "root");
        assertThat(new RootElection(bucket, layout, time -> {}).existingOr(new StoreRoot(8, 1), 1))
                .isEqualTo(root);
        assertThat(Optional.of(root)).isEqualTo(RootElection.root(bucket, layout));
    }

    private StoreRoot make(StoreRoot fresh) throws StoreException {
        return new RootElection(bucket, layout, time -> {}).existingOr(fresh, 1);
    }
}
