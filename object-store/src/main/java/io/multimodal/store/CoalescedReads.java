// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.store.error.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads ranges that lie near each other by one read, gaps included. */
final class CoalescedReads {
    /** A request costs about as much as so many bytes. */
    private static final int MAX_GAP_BYTES = 1 << 16;

    /** What one read brings at most, unless one range alone is longer. */
    private static final int MAX_READ_BYTES = 8 << 20;

    private CoalescedReads() {}

    static List<byte[]> of(ObjectHandle handle, List<ByteRange> ranges) throws StoreException {
        byte[][] results = new byte[ranges.size()][];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> ranges.get(i).offset()));
        for (int from = 0; from < results.length; ) {
            long start = ranges.get(order.get(from)).offset();
            long end = ranges.get(order.get(from)).end();
            int to = from + 1;
            while (to < results.length && isNear(ranges.get(order.get(to)), start, end)) {
                end = Math.max(end, ranges.get(order.get(to)).end());
                to++;
            }
            byte[] bytes = handle.read(start, (int) (end - start));
            for (int i : order.subList(from, to)) {
                int at = (int) (ranges.get(i).offset() - start);
                results[i] = Arrays.copyOfRange(bytes, at, at + ranges.get(i).length());
            }
            from = to;
        }
        return List.of(results);
    }

    private static boolean isNear(ByteRange range, long start, long end) {
        return range.end() <= end
                || (range.offset() <= end + MAX_GAP_BYTES && range.end() - start <= MAX_READ_BYTES);
    }
}
