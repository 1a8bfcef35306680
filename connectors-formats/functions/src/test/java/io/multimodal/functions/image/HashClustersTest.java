// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashClustersTest {
    @Test
    void aChainOfNeighboursIsOneCluster() {
        assertThat(HashClusters.of(new long[] {0b0111, 0b0001, 0, 0b0011, 0xFF00, 0}, 1))
                .containsExactly(
                        List.of(0L, 0L),
                        List.of(1L, 0L),
                        List.of(3L, 0L),
                        List.of(7L, 0L),
                        List.of(0xFF00L, 0xFF00L));
        assertThat(HashClusters.of(new long[] {5, 5, 4}, 0))
                .containsExactly(List.of(4L, 4L), List.of(5L, 5L));
        assertThat(HashClusters.of(new long[0], 3)).isEmpty();
        assertThat(HashClusters.of(new long[] {-1, 0}, 63)).hasSize(2).contains(List.of(0L, 0L));
    }

    /** Every pair is compared, and each cluster is searched for from its smallest hash. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 11, 16})
    void findsWhatComparingAllPairsFinds(int most) {
        Random random = new Random(most);
        long[] hashes = new long[1500];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = i % 5 == 0 ? random.nextLong() : hashes[i - 1];
            for (int flips = random.nextInt(10); i % 5 != 0 && flips > 0; flips--) {
                hashes[i] ^= 1L << random.nextInt(Long.SIZE);
            }
        }
        assertThat(HashClusters.of(hashes, most)).isEqualTo(brute(hashes, most));
    }

    private static List<List<Object>> brute(long[] hashes, int most) {
        TreeSet<Long> left = new TreeSet<>();
        Arrays.stream(hashes).forEach(left::add);
        TreeMap<Long, Long> clusters = new TreeMap<>();
        while (!left.isEmpty()) {
            long smallest = left.pollFirst();
            Deque<Long> open = new ArrayDeque<>(List.of(smallest));
            while (!open.isEmpty()) {
                long hash = open.pop();
                clusters.put(hash, smallest);
                left.removeIf(
                        other -> {
                            boolean near = Long.bitCount(hash ^ other) <= most;
                            if (near) {
                                open.push(other);
                            }
                            return near;
                        });
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        clusters.forEach((hash, cluster) -> rows.add(List.of(hash, cluster)));
        return rows;
    }
}
