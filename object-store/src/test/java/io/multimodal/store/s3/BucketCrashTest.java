// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static io.multimodal.store.bucket.layout.BucketFixture.assertReadable;
import static io.multimodal.store.bucket.layout.BucketFixture.content;
import static io.multimodal.store.bucket.layout.BucketFixture.damaged;
import static io.multimodal.store.bucket.layout.BucketFixture.id;
import static io.multimodal.store.bucket.layout.BucketFixture.open;
import static io.multimodal.store.bucket.layout.BucketFixture.plantTens;
import static io.multimodal.store.bucket.layout.BucketFixture.put;
import static io.multimodal.store.bucket.layout.BucketFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.layout.BucketFixture;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process ends before each write to its bucket: making a store, packing, indexing, erasing. */
@Timeout(60)
class BucketCrashTest {
    @Test
    void keepsWhatWasAcknowledgedAndShowsNothingElse() throws Exception {
        boolean ended = true;
        int step = 0;
        for (; ended; step++) {
            MemoryBucket mortal = new MemoryBucket(new ConcurrentSkipListMap<>(), step);
            List<Integer> acknowledged = new ArrayList<>();
            List<Integer> erased = new ArrayList<>();
            try {
                work(mortal, acknowledged, erased);
            } catch (StoreException e) {
                assertThat(e).isInstanceOf(StoreUnavailableException.class);
            }
            ended = mortal.isGone();
            check(new MemoryBucket(mortal.objects, Integer.MAX_VALUE), step, acknowledged, erased);
        }
        // Root, epoch, ten times two or three, the index, the erasure.
        assertThat(step).isGreaterThan(30);
    }

    private static void work(MemoryBucket bucket, List<Integer> acknowledged, List<Integer> erased)
            throws Exception {
        try (ObjectStore store = open(bucket)) {
            for (int from = 0; from < 100; from += 10) {
                bucket.hold();
                List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
                for (int i = from; i < from + 10; i++) {
                    puts.add(store.put(Payload.of(content(i))).toCompletableFuture());
                }
                bucket.release();
                for (int i = 0; i < 10; i++) {
                    try {
                        puts.get(i).join();
                        acknowledged.add(from + i);
                    } catch (CompletionException e) {
                        assertThat(e).hasCauseInstanceOf(StoreUnavailableException.class);
                    }
                }
            }
        }
        plantTens(bucket, 9);
        try (ObjectStore store = open(bucket)) {
            put(store, 200);
            acknowledged.add(200);
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreUnavailableException.class);
        }
        try (ObjectStore store = open(bucket)) {
            acknowledged.remove((Integer) 15);
            store.erase(id(15));
            erased.add(15);
        }
    }

    private static void check(
            MemoryBucket bucket, int step, List<Integer> acknowledged, List<Integer> erased)
            throws StoreException {
        try (ObjectStore store = open(bucket)) {
            for (int number : new TreeSet<>(acknowledged)) {
                assertReadable(store, number, number + 1);
            }
            assertThat(damaged(store)).as("step %s", step).isEmpty();
            for (int number : erased) {
                assertThatThrownBy(() -> ObjectBytes.read(store, ref(number), 1000))
                        .isInstanceOf(ObjectErasedException.class);
            }
            // Whoever began to erase something ends it by trying again, when his turn is over.
            bucket.objects.keySet().removeIf(key -> key.startsWith("erasing/"));
            store.erase(id(15));
            assertThat(BucketFixture.hasBytesOf(bucket, 15)).as("step %s", step).isFalse();
            acknowledged.remove((Integer) 15);
            for (int number : new TreeSet<>(acknowledged)) {
                assertReadable(store, number, number + 1);
            }
            put(store, 777);
            assertReadable(store, 777, 778);
        }
    }
}
