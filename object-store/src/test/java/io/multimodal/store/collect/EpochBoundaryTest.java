// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.layout.BucketFixture;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was put in an older epoch does not count in a newer one. */
@Timeout(60)
class EpochBoundaryTest {
    private static final byte[] EMPTY = {};

    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void onlyThePresentEpochIsAskedForWhatIsMissing(@TempDir Path folder) throws Exception {
        for (ObjectStore store : List.of(BucketFixture.open(bucket), LocalStore.open(folder))) {
            try (store) {
                Set<ContentId> ids = Set.of(put(store, 3000), put(store, 2_000_000));
                assertThat(store.findMissing(ids, 1)).isEmpty();
                store.control().write("epochs/2", EMPTY);
                assertThat(store.findMissing(ids)).isEmpty();
                assertThat(store.findMissing(ids, 2)).isEqualTo(ids);
                assertThat(Set.of(put(store, 3000), put(store, 2_000_000))).isEqualTo(ids);
                assertThat(store.findMissing(ids, 2)).isEmpty();
            }
        }
    }

    /** It is known and sound in epoch 1; when it is its turn, the present epoch is 2. */
    @Test
    void aPutThatWaitedLooksAtTheEpochOfItsTurn() throws Exception {
        try (ObjectStore store = BucketFixture.open(bucket)) {
            ContentId known = put(store, 2_000_000);
            bucket.hold();
            List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                puts.add(store.put(Payload.of(bytes((8 << 20) - 4096 * 2 - i))));
            }
            Thread late =
                    new Thread(() -> puts.add(store.put(Payload.of(bytes(2_000_000)))), "late put");
            late.start();
            while (late.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            bucket.objects.put("epochs/2", EMPTY);
            store.findMissing(Set.of(known));
            bucket.release();
            late.join();
            for (CompletionStage<ObjectRef> put : puts) {
                put.toCompletableFuture().get();
            }
            assertThat(bucket.objects).containsKey("objects/2/" + known.hex());
        }
    }

    @Test
    void aMissLooksOnceIntoEachEpoch() throws Exception {
        bucket.objects.put("epochs/1", EMPTY);
        try (ObjectStore store = BucketFixture.open(bucket)) {
            bucket.objects.put("epochs/2", EMPTY);
            StoredRef absent =
                    new StoredRef(
                            store.root().storeId(),
                            ContentId.hash("absent"),
                            2_000_000,
                            Optional.empty());
            bucket.requests.clear();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> read(store, absent)))
                    .isInstanceOf(ObjectNotFoundException.class);
            assertThat(bucket.count(request -> request.startsWith("GET objects/1/"))).isEqualTo(1);
            assertThat(bucket.count(request -> request.startsWith("GET objects/2/"))).isEqualTo(1);
        }
    }

    private static byte[] read(ObjectStore store, StoredRef ref) throws Exception {
        return ObjectBytes.read(store, ref, 4_000_000);
    }

    private static ContentId put(ObjectStore store, int length) throws Exception {
        ObjectRef ref = store.put(Payload.of(bytes(length))).toCompletableFuture().get();
        return ((StoredRef) ref).id();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
