// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.bytes;

import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of an object as a reader of headers sees them: any offset, in small blocks, within a
 * budget. Not thread-safe.
 */
public final class HeaderBytes {
    /** The header lies further back than may be read: what it says stays unknown. */
    public static final class OutOfReachException extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfReachException() {
            super("Beyond what is read of a header", null, false, false);
        }
    }

    private static final int HEAD_BYTES = 4096;

    /** Short, so that the budget lasts for a JPEG that keeps its size behind a hundred segments. */
    private static final int BLOCK_BYTES = 512;

    private final ObjectHandle object;
    private final long size;

    /** What was read, by its offset: going back costs nothing. As much as the budget at most. */
    private final TreeMap<Long, byte[]> windows = new TreeMap<>();

    private byte[] window;
    private long windowOffset;
    private int budget;

    private HeaderBytes(ObjectHandle object, long size, byte[] window, int budget) {
        this.object = object;
        this.size = size;
        this.window = window;
        this.budget = budget;
        windows.put(0L, window);
    }

    /** The head of an object of which no more can be read. */
    public static HeaderBytes of(byte[] head, long sizeBytes) {
        return new HeaderBytes(null, sizeBytes, head, 0);
    }

    /** An object of which at most {@code budget} bytes are read. */
    public static HeaderBytes of(ObjectHandle object, int budget) throws IOException {
        long size = object.sizeBytes();
        byte[] head = object.read(0, (int) Math.min(size, Math.min(budget, HEAD_BYTES)));
        return new HeaderBytes(object, size, head, budget - head.length);
    }

    public long size() {
        return size;
    }

    /** The same object, of which this many bytes more may be read. */
    public HeaderBytes beyond(int moreBudget) {
        return new HeaderBytes(object, size, windows.get(0L), moreBudget);
    }

    public int u8(long offset) throws IOException, OutOfReachException {
        long at = offset - windowOffset;
        if (at < 0 || at >= window.length) {
            move(offset);
            at = offset - windowOffset;
        }
        return window[(int) at] & 0xff;
    }

    private void move(long offset) throws IOException, OutOfReachException {
        if (offset < 0 || offset >= size) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The header ends too early: byte %d is needed and there are %d"
                            .formatted(offset, size));
        }
        Map.Entry<Long, byte[]> before = windows.floorEntry(offset);
        if (before != null && offset < before.getKey() + before.getValue().length) {
            window = before.getValue();
            windowOffset = before.getKey();
            return;
        }
        int length = (int) Math.min(BLOCK_BYTES, Math.min(budget, size - offset));
        if (object == null || length <= 0) {
            throw new OutOfReachException();
        }
        window = object.read(offset, length);
        windowOffset = offset;
        budget -= length;
        windows.put(offset, window);
    }

    /**
     * A longer range, which counts against the budget whole, unless it lies in the head.
     *
     * @throws OutOfReachException if it is longer than the budget, or leaves the object
     */
    public byte[] range(long offset, int length) throws IOException, OutOfReachException {
        byte[] head = windows.get(0L);
        if (offset >= 0 && length >= 0 && length <= head.length && offset <= head.length - length) {
            return Arrays.copyOfRange(head, (int) offset, (int) offset + length);
        }
        if (object == null
                || length < 0
                || length > budget
                || offset < 0
                || offset > size - length) {
            throw new OutOfReachException();
        }
        budget -= length;
        return object.read(offset, length);
    }

    public int u16(long offset, boolean littleEndian) throws IOException, OutOfReachException {
        int first = u8(offset);
        int second = u8(offset + 1);
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    public long u32(long offset, boolean littleEndian) throws IOException, OutOfReachException {
        long first = u16(offset, littleEndian);
        long second = u16(offset + 2, littleEndian);
        return littleEndian ? second << 16 | first : first << 16 | second;
    }

    public long u64(long offset, boolean littleEndian) throws IOException, OutOfReachException {
        long first = u32(offset, littleEndian);
        long second = u32(offset + 4, littleEndian);
        return littleEndian ? second << 32 | first : first << 32 | second;
    }

    /** Whether the object has these ASCII characters there; false beyond its end. */
    public boolean matches(long offset, String ascii) throws IOException, OutOfReachException {
        if (offset + ascii.length() > size) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (u8(offset + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Four characters, as chunks and boxes are named. */
    public String name(long offset) throws IOException, OutOfReachException {
        byte[] name = new byte[4];
        for (int i = 0; i < 4; i++) {
            name[i] = (byte) u8(offset + i);
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** The first bytes, as many as are at hand. */
    public byte[] head() {
        return windows.get(0L);
    }
}
