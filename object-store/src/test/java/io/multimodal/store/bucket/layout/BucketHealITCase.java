// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.layout;

import static io.multimodal.store.bucket.layout.BucketFixture.assertReadable;
import static io.multimodal.store.bucket.layout.BucketFixture.content;
import static io.multimodal.store.bucket.layout.BucketFixture.damaged;
import static io.multimodal.store.bucket.layout.BucketFixture.id;
import static io.multimodal.store.bucket.layout.BucketFixture.key;
import static io.multimodal.store.bucket.layout.BucketFixture.open;
import static io.multimodal.store.bucket.layout.BucketFixture.plant;
import static io.multimodal.store.bucket.layout.BucketFixture.put;
import static io.multimodal.store.bucket.layout.BucketFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.ref.ObjectRef;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the server did to an object, putting the original again makes the store sound. */
@Timeout(60)
class BucketHealITCase {
    private static final int SMALL = 5000;
    private static final int MIDDLE = 2 << 20;
    private static final int LARGE = (9 << 20) + 77;

    private final MemoryBucket bucket = new MemoryBucket();

    static Stream<Arguments> damages() {
        UnaryOperator<byte[]> flip =
                bytes -> {
                    byte[] flipped = bytes.clone();
                    flipped[bytes.length / 3] ^= 4;
                    return flipped;
                };
        UnaryOperator<byte[]> cut = bytes -> Arrays.copyOf(bytes, bytes.length / 2);
        UnaryOperator<byte[]> lengthen = bytes -> Arrays.copyOf(bytes, bytes.length + 1);
        UnaryOperator<byte[]> empty = bytes -> new byte[0];
        UnaryOperator<byte[]> lose = bytes -> null;
        return Stream.of(SMALL, MIDDLE, LARGE)
                .flatMap(
                        size ->
                                Stream.of("objects/", "trees/")
                                        .filter(part -> part.equals("objects/") || size == LARGE)
                                        .flatMap(
                                                part ->
                                                        Stream.of(
                                                                Arguments.of(
                                                                        size, part, "flip", flip),
                                                                Arguments.of(
                                                                        size, part, "cut", cut),
                                                                Arguments.of(
                                                                        size,
                                                                        part,
                                                                        "lengthen",
                                                                        lengthen),
                                                                Arguments.of(
                                                                        size, part, "empty", empty),
                                                                Arguments.of(
                                                                        size, part, "lose",
                                                                        lose))));
    }

    @ParameterizedTest(name = "{0} bytes, {1} {2}")
    @MethodSource("damages")
    void healsWhatHasAKeyOfItsOwn(int size, String part, String name, UnaryOperator<byte[]> damage)
            throws Exception {
        byte[] original = bytes(size);
        ObjectRef ref;
        try (ObjectStore store = open(bucket)) {
            ref = putBytes(store, original);
        }
        bucket.objects.keySet().stream()
                .filter(key -> key.startsWith(part))
                .toList()
                .forEach(key -> bucket.objects.computeIfPresent(key, (k, b) -> damage.apply(b)));
        try (ObjectStore store = open(bucket)) {
            assertThat(putBytes(store, original)).isEqualTo(ref);
        }
        assertSound(ref, original);
        try (ObjectStore store = open(bucket)) {
            bucket.requests.clear();
            putBytes(store, original);
            assertThat(bucket.count(request -> request.startsWith("PUT trees/"))).isZero();
        }
    }

    /** Every byte: of the header, of records and their headers, and of the footer. */
    @Test
    void healsAPackWhicheverByteOfItWasFlipped() throws StoreException {
        IndexedPack pack = plant(bucket, 0, 2);
        byte[] sound = bucket.objects.get(key(pack));
        for (int at = 0; at < sound.length; at++) {
            bucket.objects.clear();
            byte[] flipped = sound.clone();
            flipped[at] ^= 0x20;
            bucket.objects.put(key(pack), flipped);
            try (ObjectStore store = open(bucket)) {
                put(store, 0);
                put(store, 1);
            }
            try (ObjectStore store = open(bucket)) {
                assertReadable(store, 0, 2);
                assertThat(damaged(store)).as("byte %s", at).isEmpty();
            }
        }
    }

    /** A pack that is too long to be read whole for the sake of one record. */
    @ParameterizedTest
    @ValueSource(strings = {"record", "header", "footer"})
    void healsALongPack(String what) throws StoreException {
        IndexedPack pack = plant(bucket, 0, 900);
        byte[] bytes = bucket.objects.get(key(pack));
        int at =
                switch (what) {
                    case "record" -> (int) pack.entries().get(1).offset() + 50;
                    case "header" -> 9;
                    default -> bytes.length - PackFormat.TRAILER_BYTES - 5;
                };
        bytes[at] ^= 1;
        try (ObjectStore store = open(bucket)) {
            for (int i = 0; i < 900; i++) {
                put(store, i);
            }
        }
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 30);
            assertThat(damaged(store)).isEmpty();
        }
        long written = bucket.count(request -> request.matches("PUT (objects|packs)/.*"));
        assertThat(written).isEqualTo(what.equals("record") ? 1 : 900);
    }

    @Test
    void readsAPackNoMoreThanTwiceForEqualPuts() throws StoreException {
        plant(bucket, 0, 900);
        try (ObjectStore store = open(bucket)) {
            bucket.requests.clear();
            for (int i = 0; i < 900; i++) {
                put(store, i);
                put(store, i);
            }
        }
        assertThat(bucket.count(request -> request.startsWith("GET packs/"))).isLessThan(20);
        assertThat(bucket.count(request -> request.matches("PUT (objects|packs)/.*"))).isZero();
    }

    /** A process that has put or read an object relies on it, until it sees the damage. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void healsInTheProcessThatSawTheDamage(boolean byVerifying) throws Exception {
        byte[] original = bytes(MIDDLE);
        IndexedPack pack = plant(bucket, 0, 3);
        try (ObjectStore store = open(bucket)) {
            ObjectRef ref = putBytes(store, original);
            put(store, 1);
            bucket.objects.get(key(pack))[(int) pack.entries().get(1).offset() + 50] ^= 1;
            bucket.objects.computeIfPresent(
                    "objects/1/" + io.multimodal.store.ref.ContentId.hash(original).hex(),
                    (key, bytes) -> new byte[7]);
            if (byVerifying) {
                assertThat(damaged(store)).hasSize(2);
            } else {
                assertThatThrownBy(() -> ObjectBytes.read(store, ref(1), 1000))
                        .isInstanceOf(CorruptObjectException.class);
                assertThatThrownBy(() -> ObjectBytes.read(store, ref, MIDDLE))
                        .isInstanceOf(CorruptObjectException.class);
            }
            put(store, 1);
            putBytes(store, original);
            assertReadable(store, 1, 2);
            assertSound(ref, original);
        }
    }

    @Test
    void readsASoundCopyWhereAnotherIsDamaged() throws StoreException {
        IndexedPack first = plant(bucket, 0, 3);
        try (ObjectStore store = open(bucket)) {
            assertReadable(store, 0, 3);
            bucket.objects.put("objects/1/" + id(0).hex(), content(0));
            IndexedPack second = plant(bucket, 1, 2);
            for (int at = 0; at < 2; at++) {
                bucket.objects.get(key(first))[(int) first.entries().get(at).offset() + 50] ^= 1;
            }
            assertReadable(store, 0, 3);
            bucket.objects.get(key(second))[100] ^= 1;
            assertThatThrownBy(() -> assertReadable(store, 1, 2))
                    .isInstanceOf(CorruptObjectException.class);
        }
    }

    /** A sweeper takes old epochs first: a copy there heals nothing in a later one. */
    @Test
    void doesNotCallDamageHealedByAnOlderCopy() throws StoreException {
        open(bucket).close();
        bucket.objects.put("objects/1/" + id(0).hex(), content(0));
        bucket.objects.put("epochs/2", new byte[0]);
        bucket.objects.put("objects/2/" + id(0).hex(), content(1));
        try (ObjectStore store = open(bucket)) {
            assertThat(damaged(store)).hasSize(1);
            assertReadable(store, 0, 1);
            put(store, 0);
            assertThat(damaged(store)).isEmpty();
        }
    }

    private void assertSound(ObjectRef ref, byte[] original) throws StoreException {
        try (ObjectStore store = open(bucket)) {
            assertThat(Arrays.equals(ObjectBytes.read(store, ref, original.length), original))
                    .isTrue();
            assertThat(damaged(store)).isEmpty();
        }
    }

    private static ObjectRef putBytes(ObjectStore store, byte[] content) {
        return store.put(Payload.of(content)).toCompletableFuture().join();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
