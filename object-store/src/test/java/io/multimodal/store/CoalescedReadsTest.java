// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.cache.MeteredStore;
import io.multimodal.store.cache.StoreCounters;
import io.multimodal.store.cache.StoreMetrics.Operation;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.StoredRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoalescedReadsTest {
    private static final int SIZE = 30_000_000;

    private final byte[] bytes = new byte[SIZE];
    private final StoreCounters counters = new StoreCounters();
    private ObjectHandle handle;

    @BeforeEach
    void put() throws StoreException {
        new Random(1).nextBytes(bytes);
        ObjectStore store = new MeteredStore(new MemoryStore(), counters);
        handle = store.open((StoredRef) store.put(Payload.of(bytes)).toCompletableFuture().join());
    }

    @Test
    void readsNeighboursTogetherAndAnswersInTheOrderAsked() throws StoreException {
        assertRead(range(500_000, 10), range(0, 100), range(1000, 50), range(20_000_000, 5));
        assertThat(reads()).isEqualTo(3);
    }

    @Test
    void readsOverlappingEmptyAndEqualRanges() throws StoreException {
        assertRead(range(10, 100), range(50, 10), range(10, 100), range(60, 500), range(SIZE, 0));
        assertThat(reads()).isEqualTo(2);
        assertThat(handle.read(List.of())).isEmpty();
    }

    @Test
    void readsManyNeighboursByPartsThatFitMemory() throws StoreException {
        List<ByteRange> all = new ArrayList<>();
        for (int at = 0; at < SIZE; at += 50_000) {
            all.add(range(at, 1000));
        }
        assertRead(all.toArray(ByteRange[]::new));
        assertThat(reads()).isEqualTo(4);
    }

    @Test
    void readsARangeThatIsLongerThanAnyPart() throws StoreException {
        assertRead(range(3, 20_000_000), range(7, 2));
        assertThat(reads()).isEqualTo(1);
    }

    @Test
    void refusesRangesOutsideTheObject() {
        assertThatThrownBy(() -> handle.read(List.of(range(0, 1), range(SIZE, 1))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> range(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> range(Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertRead(ByteRange... ranges) throws StoreException {
        List<byte[]> read = handle.read(List.of(ranges));
        assertThat(read).hasSize(ranges.length);
        for (int i = 0; i < ranges.length; i++) {
            assertThat(read.get(i))
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    bytes, (int) ranges[i].offset(), (int) ranges[i].end()));
        }
    }

    private long reads() {
        return counters.total(Operation.READ).calls();
    }

    private static ByteRange range(long offset, int length) {
        return new ByteRange(offset, length);
    }
}
