// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.bytes;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Ranges of an object's bytes that need not be read again. Immutable and thread-safe. */
public final class KnownBytes {
    /** No range. */
    public static final KnownBytes NONE = new KnownBytes(new TreeMap<>());

    /** By where they begin; they neither touch nor overlap. */
    private final NavigableMap<Long, byte[]> ranges;

    private KnownBytes(NavigableMap<Long, byte[]> ranges) {
        this.ranges = ranges;
    }

    /** The ranges by where they begin, in order. Their bytes are not copies. */
    public Map<Long, byte[]> ranges() {
        return Collections.unmodifiableMap(ranges);
    }

    /** How many bytes are known. */
    public long sizeBytes() {
        return ranges.values().stream().mapToLong(range -> range.length).sum();
    }

    /** What is known from an offset on, at most {@code length} bytes; empty where nothing is. */
    public byte[] at(long offset, int length) {
        Map.Entry<Long, byte[]> range = ranges.floorEntry(offset);
        if (range == null || offset >= range.getKey() + range.getValue().length) {
            return new byte[0];
        }
        int from = (int) (offset - range.getKey());
        int to = (int) Math.min(range.getValue().length, (long) from + length);
        return Arrays.copyOfRange(range.getValue(), from, to);
    }

    /** Gathers ranges. Not thread-safe. */
    public static final class Recorder {
        private final TreeMap<Long, byte[]> ranges = new TreeMap<>();
        private final int maxBytes;
        private long sizeBytes;
        private boolean overflowed;

        /**
         * A recorder without ranges.
         *
         * @param maxBytes the most that it keeps
         */
        public Recorder(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        /** Keeps a range; what of it is kept already is not kept twice. */
        public void add(long offset, byte[] bytes) {
            long at = offset;
            long end = offset + bytes.length;
            while (at < end && !overflowed) {
                Map.Entry<Long, byte[]> before = ranges.floorEntry(at);
                long kept = before == null ? -1 : before.getKey() + before.getValue().length;
                if (kept > at) {
                    at = kept;
                    continue;
                }
                Long next = ranges.higherKey(at);
                long to = next == null ? end : Math.min(end, next);
                ranges.put(at, Arrays.copyOfRange(bytes, (int) (at - offset), (int) (to - offset)));
                sizeBytes += to - at;
                overflowed = sizeBytes > maxBytes;
                at = to;
            }
        }

        /** Whether there was more than is kept: then the ranges are not all. */
        public boolean overflowed() {
            return overflowed;
        }

        /** All ranges, those that touch as one. */
        public KnownBytes bytes() {
            TreeMap<Long, byte[]> merged = new TreeMap<>();
            long start = 0;
            ByteArrayOutputStream run = new ByteArrayOutputStream();
            for (Map.Entry<Long, byte[]> range : ranges.entrySet()) {
                if (run.size() > 0 && start + run.size() != range.getKey()) {
                    merged.put(start, run.toByteArray());
                    run.reset();
                }
                start = run.size() == 0 ? range.getKey() : start;
                run.writeBytes(range.getValue());
            }
            if (run.size() > 0) {
                merged.put(start, run.toByteArray());
            }
            return new KnownBytes(merged);
        }
    }
}
