// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.cache.CachingStore;
import io.multimodal.store.cache.ObjectCache;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What does a row pay for carrying a reference: to encode and decode it, to find its object in the
 * cache; and does memory stay flat over ten million different ones?
 */
public final class ReferenceBenchmark {
    private static final int REFERENCES = 10_000_000;
    private static final int CACHED = 20_000;
    private static final int OBJECT_BYTES = 4096;
    private static final int ROUNDS = 7;

    /** Keeps what is measured from being thrown away. */
    private static long sink;

    private ReferenceBenchmark() {}

    public static void main(String[] args) throws Exception {
        codec();
        cacheHit();
        System.out.println(sink == 0 ? " " : "");
    }

    /** Ten million different references, each encoded and decoded. */
    private static void codec() throws Exception {
        byte[] digest = new byte[ContentId.DIGEST_BYTES];
        Random random = new Random(1);
        long before = usedBytes();
        long encodeNanos = 0;
        long decodeNanos = 0;
        byte[][] encoded = new byte[1000][];
        StoredRef[] refs = new StoredRef[encoded.length];
        for (int done = 0; done < REFERENCES; done += refs.length) {
            for (int i = 0; i < refs.length; i++) {
                random.nextBytes(digest);
                refs[i] = new StoredRef(7, ContentId.of(digest), 4096 + i, Optional.empty());
            }
            long start = System.nanoTime();
            for (int i = 0; i < refs.length; i++) {
                encoded[i] = refs[i].toBytes();
            }
            long middle = System.nanoTime();
            for (byte[] bytes : encoded) {
                sink += ObjectRef.fromBytes(bytes).hashCode();
            }
            encodeNanos += middle - start;
            decodeNanos += System.nanoTime() - middle;
        }
        System.out.printf(
                "%,d references: encode %d ns, decode %d ns each; heap in use %+.1f MiB%n",
                REFERENCES,
                encodeNanos / REFERENCES,
                decodeNanos / REFERENCES,
                (usedBytes() - before) / 1048576.0);
    }

    /** A hit beside the copy that every reader is handed. */
    private static void cacheHit() throws Exception {
        ObjectStore store = new CachingStore(new MemoryStore(), new ObjectCache(256 << 20));
        List<StoredRef> refs = new ArrayList<>();
        byte[][] contents = new byte[CACHED][OBJECT_BYTES];
        Random random = new Random(2);
        for (byte[] content : contents) {
            random.nextBytes(content);
            refs.add((StoredRef) store.put(Payload.of(content)).toCompletableFuture().join());
        }
        double[] hits = new double[ROUNDS];
        double[] copies = new double[ROUNDS];
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 10 * CACHED; i++) {
                sink += ObjectBytes.read(store, refs.get(i % CACHED), OBJECT_BYTES)[9];
            }
            long middle = System.nanoTime();
            for (int i = 0; i < 10 * CACHED; i++) {
                sink += Arrays.copyOf(contents[i % CACHED], OBJECT_BYTES)[9];
            }
            // The first half warms up.
            hits[round % ROUNDS] = (middle - start) / (10.0 * CACHED);
            copies[round % ROUNDS] = (System.nanoTime() - middle) / (10.0 * CACHED);
        }
        Arrays.sort(hits);
        Arrays.sort(copies);
        System.out.printf(
                "cache hit of 4 KiB: %.0f ns (%.0f to %.0f), of which the copy alone %.0f ns (%.0f to"
                        + " %.0f)%n",
                hits[ROUNDS / 2],
                hits[0],
                hits[ROUNDS - 1],
                copies[ROUNDS / 2],
                copies[0],
                copies[ROUNDS - 1]);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
