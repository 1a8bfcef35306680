// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whichever stored byte flips, a reader gets the object's bytes or a typed error, and an audit
 * names what is damaged. Of files over 4 KiB chance takes some bytes; more with -Dflip.samples.
 */
class FlippedByteITCase {
    private static final int SAMPLES = Integer.getInteger("flip.samples", 40);
    private static final int LOOSE = 1 << 20;
    private static final int LARGE = (int) RangeTree.THRESHOLD_BYTES + 5000;

    @TempDir Path parent;
    private Path folder;

    private final Map<StoredRef, byte[]> objects = new HashMap<>();

    @BeforeEach
    void fill() throws StoreException {
        folder = parent.resolve("store");
        try (ObjectStore store = LocalStore.open(folder, 16)) {
            for (int size : new int[] {LOOSE, LARGE}) {
                byte[] bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                ObjectRef ref = store.put(Payload.of(bytes)).toCompletableFuture().join();
                objects.put((StoredRef) ref, bytes);
            }
        }
    }

    @Test
    void bytesOfObjects() throws IOException {
        for (Path file : list(folder.resolve("objects/1"))) {
            for (long at : positions(Files.size(file)).toArray()) {
                flip(file, at);
                assertThat(readable()).as("byte %s of %s", at, file).isEqualTo(objects.size() - 1);
                assertThat(isNamedByAudit()).as("byte %s of %s", at, file).isTrue();
                flip(file, at);
            }
        }
        assertThat(readable()).isEqualTo(objects.size());
        assertThat(isNamedByAudit()).isFalse();
    }

    /** A tree that is damaged is computed again from the object. */
    @Test
    void bytesOfARangeTree() throws IOException {
        Path tree = list(folder.resolve("trees/1"))[0];
        StoredRef ref =
                objects.keySet().stream().filter(each -> each.length() == LARGE).findAny().get();
        for (long at : positionsInTree(Files.size(tree)).toArray()) {
            flip(tree, at);
            try (ObjectStore store = LocalStore.open(folder)) {
                assertThat(store.open(ref).read(LARGE - 7, 7))
                        .isEqualTo(Arrays.copyOfRange(objects.get(ref), LARGE - 7, LARGE));
            }
            flip(tree, at);
        }
    }

    /** How many objects come back whole; the others end in a typed error, or the test fails. */
    private int readable() throws IOException {
        int readable = 0;
        try (ObjectStore store = LocalStore.open(folder)) {
            for (Map.Entry<StoredRef, byte[]> object : objects.entrySet()) {
                readable += reads(store, object.getKey(), object.getValue()) ? 1 : 0;
            }
        }
        return readable;
    }

    private static boolean reads(ObjectStore store, StoredRef ref, byte[] bytes)
            throws IOException {
        boolean sound = true;
        int from = bytes.length / 2;
        try {
            assertThat(store.open(ref).read(from, 20))
                    .isEqualTo(Arrays.copyOfRange(bytes, from, from + 20));
        } catch (StoreException e) {
            sound = false;
        }
        try (InputStream in = store.open(ref).stream()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(ObjectBytes.read(store, ref, bytes.length)).isEqualTo(bytes);
        } catch (StoreException e) {
            sound = false;
        }
        return sound;
    }

    private boolean isNamedByAudit() throws IOException {
        try (ObjectStore store = LocalStore.open(folder);
                Stream<AuditedObject> all = store.audit()) {
            return all.anyMatch(each -> each.damage().isPresent());
        }
    }

    private static LongStream positions(long size) {
        return size <= 4096 ? LongStream.range(0, size) : new Random(size).longs(SAMPLES, 0, size);
    }

    /** One byte of each digest, and every byte of the first and the last one. */
    private static LongStream positionsInTree(long size) {
        long last = size - ContentId.DIGEST_BYTES;
        return LongStream.range(0, size)
                .filter(
                        at ->
                                size <= SAMPLES
                                        || at < ContentId.DIGEST_BYTES
                                        || at >= last
                                        || at % ContentId.DIGEST_BYTES
                                                == at
                                                        / ContentId.DIGEST_BYTES
                                                        % ContentId.DIGEST_BYTES);
    }

    private static void flip(Path path, long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ (1 << (at % 8)));
        }
    }

    private static Path[] list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toArray(Path[]::new);
        }
    }
}
