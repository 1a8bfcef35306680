// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.annotation.Internal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clusters of perceptual hashes: two hashes are in the same cluster if a chain of hashes leads from
 * one to the other, of which each differs from the next in at most so many bits.
 *
 * <p>Hashes that differ in at most d bits agree in at least one of d + 1 bands of their bits. So
 * only hashes that agree in a band are compared.
 */
@Internal
public final class HashClusters {
    private final long[] hashes;
    private final int most;

    /** The index of another hash of the same cluster; that of the smallest leads to itself. */
    private final int[] parents;

    private HashClusters(long[] hashes, int most) {
        this.hashes = hashes;
        this.most = most;
        this.parents = new int[hashes.length];
        Arrays.setAll(parents, i -> i);
    }

    /**
     * A row for each different hash, in ascending order: the hash, and the smallest hash of its
     * cluster.
     *
     * @param most in how many bits neighbours differ at most, 0 to 63
     */
    public static List<List<Object>> of(long[] hashes, int most) {
        HashClusters clusters =
                new HashClusters(Arrays.stream(hashes).sorted().distinct().toArray(), most);
        for (int band = 0; band <= most; band++) {
            clusters.joinWithin(band);
        }
        return clusters.rows();
    }

    private void joinWithin(int band) {
        int from = Long.SIZE * band / (most + 1);
        int bits = Long.SIZE * (band + 1) / (most + 1) - from;
        long mask = bits == Long.SIZE ? -1 : ((1L << bits) - 1) << from;
        Integer[] order = new Integer[hashes.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Long.compare(hashes[one] & mask, hashes[other] & mask));
        int begin = 0;
        for (int end = 1; end <= order.length; end++) {
            if (end == order.length
                    || (hashes[order[end]] & mask) != (hashes[order[begin]] & mask)) {
                joinAll(order, begin, end);
                begin = end;
            }
        }
    }

    private void joinAll(Integer[] order, int begin, int end) {
        for (int i = begin; i < end; i++) {
            for (int j = i + 1; j < end; j++) {
                if (Long.bitCount(hashes[order[i]] ^ hashes[order[j]]) <= most) {
                    join(order[i], order[j]);
                }
            }
        }
    }

    private void join(int one, int other) {
        int first = smallest(one);
        int second = smallest(other);
        parents[Math.max(first, second)] = Math.min(first, second);
    }

    private int smallest(int of) {
        int at = of;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>(hashes.length);
        for (int i = 0; i < hashes.length; i++) {
            rows.add(List.of(hashes[i], hashes[smallest(i)]));
        }
        return rows;
    }
}
