// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectReader;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexFormat;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.SealedPack;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Contents by number, and packs of them laid into a bucket as some other process leaves them. */
public final class BucketFixture {
    static final int STORE = 0x1a2b3c4d;
    static final BucketLayout LAYOUT = new BucketLayout("");

    private BucketFixture() {}

    public static BucketStore open(Bucket bucket) throws StoreException {
        return BucketStore.create(bucket, "", new io.multimodal.store.StoreRoot(STORE, 16), 1);
    }

    public static byte[] content(int number) {
        byte[] bytes = new byte[60 + number % 500];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    public static ContentId id(int number) {
        return ContentId.hash(content(number));
    }

    public static StoredRef ref(int number) {
        return new StoredRef(STORE, id(number), content(number).length, Optional.empty());
    }

    public static void put(ObjectStore store, int number) {
        ObjectRef ref = store.put(Payload.of(content(number))).toCompletableFuture().join();
        assertThat(ref).isEqualTo(ref(number));
    }

    public static void assertReadable(ObjectReader store, int from, int to) throws StoreException {
        for (int i = from; i < to; i++) {
            assertThat(ObjectBytes.read(store, ref(i), 1000)).isEqualTo(content(i));
        }
    }

    /** A pack with the contents from one number to before another. */
    public static IndexedPack plant(MemoryBucket bucket, int from, int to) {
        List<SealedPack.Content> contents =
                IntStream.range(from, to)
                        .mapToObj(i -> new SealedPack.Content(id(i), content(i)))
                        .toList();
        SealedPack sealed = SealedPack.of(STORE, 1, contents);
        BucketPack pack = new BucketPack(1, BucketPack.newName(), sealed.bytes().length);
        bucket.objects.put(LAYOUT.pack(pack), sealed.bytes());
        return new IndexedPack(pack.name(), pack.sizeBytes(), sealed.entries());
    }

    /** Packs of ten contents each, from number 0 on. */
    public static List<IndexedPack> plantTens(MemoryBucket bucket, int packs) {
        List<IndexedPack> planted = new ArrayList<>();
        for (int i = 0; i < packs; i++) {
            planted.add(plant(bucket, 10 * i, 10 * i + 10));
        }
        return planted;
    }

    /** An index of these packs; gives its key. */
    public static String plantIndex(MemoryBucket bucket, List<IndexedPack> packs) {
        String key = LAYOUT.indexes(1) + BucketPack.newName() + ".index";
        bucket.objects.put(key, IndexFormat.encode(STORE, 1, packs));
        return key;
    }

    public static String key(IndexedPack pack) {
        return LAYOUT.packs(1) + pack.name() + ".pack";
    }

    public static List<AuditedObject> damaged(ObjectStore store) throws StoreException {
        try (Stream<AuditedObject> all = store.audit()) {
            return all.filter(audited -> audited.damage().isPresent()).toList();
        }
    }

    /** Whether the bytes of a content lie anywhere in the bucket. */
    public static boolean hasBytesOf(MemoryBucket bucket, int number) {
        String wanted = latin(content(number));
        return bucket.objects.values().stream().anyMatch(bytes -> latin(bytes).contains(wanted));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
