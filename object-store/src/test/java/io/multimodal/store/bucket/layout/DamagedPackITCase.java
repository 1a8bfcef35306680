// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import static io.multimodal.store.bucket.layout.BucketFixture.assertReadable;
import static io.multimodal.store.bucket.layout.BucketFixture.damaged;
import static io.multimodal.store.bucket.layout.BucketFixture.id;
import static io.multimodal.store.bucket.layout.BucketFixture.key;
import static io.multimodal.store.bucket.layout.BucketFixture.open;
import static io.multimodal.store.bucket.layout.BucketFixture.plant;
import static io.multimodal.store.bucket.layout.BucketFixture.plantIndex;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.ref.ContentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packs and indexes in a bucket with each byte flipped once, and cut at many places. */
@Timeout(60)
class DamagedPackITCase {
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void readsThePacksWhereTheIndexIsLostOrDamaged() throws StoreException {
        List<IndexedPack> packs = new ArrayList<>();
        Set<ContentId> all = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            packs.add(plant(bucket, i, i + 1));
            all.add(id(i));
        }
        String index = plantIndex(bucket, packs);
        byte[] sound = bucket.objects.get(index);
        for (int at = 0; at < sound.length; at++) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x20;
            bucket.objects.put(index, flipped);
            try (ObjectStore store = open(bucket)) {
                assertReadable(store, at % 10, at % 10 + 1);
                assertThat(store.findMissing(all)).as("byte %s", at).isEmpty();
                assertThat(damaged(store))
                        .as("byte %s", at)
                        .singleElement()
                        .satisfies(found -> assertThat(found.copy().place()).isEqualTo(index));
            }
        }
        for (int length : new int[] {0, 1, 23, 24, 25, 100, sound.length - 1}) {
            bucket.objects.put(index, Arrays.copyOf(sound, length));
            try (ObjectStore store = open(bucket)) {
                assertReadable(store, 0, 10);
            }
        }
        bucket.objects.remove(index);
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 10);
        }
    }

    @Test
    void givesTheBytesOrATypedErrorWhicheverByteOfAPackIsFlipped() throws StoreException {
        IndexedPack pack = plant(bucket, 0, 3);
        byte[] sound = bucket.objects.get(key(pack));
        for (int at = 0; at < sound.length; at++) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x20;
            bucket.objects.put(key(pack), flipped);
            try (ObjectStore store = open(bucket)) {
                int unreadable = 0;
                for (int i = 0; i < 3; i++) {
                    try {
                        assertReadable(store, i, i + 1);
                    } catch (StoreException e) {
                        unreadable++;
                    }
                }
                assertThat(unreadable).as("byte %s", at).isLessThanOrEqualTo(1);
                assertThat(damaged(store)).as("byte %s", at).isNotEmpty();
            }
        }
    }

    @Test
    void givesTheBytesOrATypedErrorWhereverAPackIsCut() throws StoreException {
        IndexedPack pack = plant(bucket, 0, 3);
        byte[] sound = bucket.objects.get(key(pack));
        for (int length = 0; length < sound.length; length += 7) {
            bucket.objects.put(key(pack), Arrays.copyOf(sound, length));
            try (ObjectStore store = open(bucket)) {
                for (int i = 0; i < 3; i++) {
                    try {
                        assertReadable(store, i, i + 1);
                    } catch (StoreException e) {
                        assertThat(e).hasMessageContaining(id(i).hex());
                    }
                }
            }
        }
    }
}
