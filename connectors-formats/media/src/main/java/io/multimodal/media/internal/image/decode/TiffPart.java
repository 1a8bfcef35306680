// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a strip or tile of a TIFF: no more than it has pixels for. */
final class TiffPart {
    private static final int LZW = 5;
    private static final int PACK_BITS = 32773;
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int MOST_CODES = 4096;

    private final byte[] packed;
    private final byte[] target;
    private int at;

    private TiffPart(byte[] packed, byte[] target) {
        this.packed = packed;
        this.target = target;
    }

    /**
     * Unpacks.
     *
     * @param packed the bytes of the part
     * @param length of the part unpacked; what is missing at the end is 0
     */
    static byte[] unpack(byte[] packed, int compression, int length) throws MediaException {
        TiffPart part = new TiffPart(packed, new byte[length]);
        switch (compression) {
            case 1 -> {
                part.at = Math.min(length, packed.length);
                System.arraycopy(packed, 0, part.target, 0, part.at);
            }
            case LZW -> part.lzw();
            case PACK_BITS -> part.packBits();
            default -> part.inflate();
        }
        return part.target;
    }

    private void inflate() throws MediaException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int more = inflater.inflate(target);
            while (more > 0) {
                at += more;
                more = inflater.inflate(target, at, target.length - at);
            }
        } catch (DataFormatException e) {
            throw corrupt(e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void packBits() {
        int from = 0;
        while (from < packed.length && at < target.length) {
            int count = packed[from++];
            if (count >= 0) {
                for (int i = 0; i <= count && from < packed.length; i++) {
                    put(packed[from++]);
                }
            } else if (count != -128 && from < packed.length) {
                for (int i = 0; i <= -count; i++) {
                    put(packed[from]);
                }
                from++;
            }
        }
    }

    private void put(byte value) {
        if (at < target.length) {
            target[at++] = value;
        }
    }

    /** Each code is a text seen before: where it stands in the result, and how long it is. */
    private void lzw() throws MediaException {
        int[] starts = new int[MOST_CODES + 1];
        int[] lengths = new int[MOST_CODES + 1];
        int next = END + 1;
        int bits = 9;
        long bit = 0;
        while (at < target.length && bit + bits <= packed.length * 8L) {
            int code = code(bit, bits);
            bit += bits;
            if (code == END) {
                return;
            } else if (code == CLEAR) {
                next = END + 1;
                bits = 9;
                continue;
            }
            int start = at;
            int length = code < CLEAR ? 1 : lengths[code];
            if (code >= next) {
                throw corrupt("code %d comes before it is made".formatted(code));
            } else if (code < CLEAR) {
                put((byte) code);
            } else {
                // The newest text may run into itself: it is copied byte by byte.
                for (int i = 0; i < length && at < target.length; i++) {
                    put(target[starts[code] + i]);
                }
            }
            if (next < MOST_CODES) {
                // The text of this code and the first byte of the next one.
                starts[next] = start;
                lengths[next] = length + 1;
                next++;
            }
            // The writer's table is one code behind: bits grow one code early.
            bits = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
        }
    }

    private int code(long bit, int bits) {
        int code = 0;
        for (int i = 0; i < bits; i++) {
            long from = bit + i;
            code = (code << 1) | ((packed[(int) (from >> 3)] >> (7 - (from & 7))) & 1);
        }
        return code;
    }

    private static MediaException corrupt(String what) {
        return new MediaException(
                ErrorCode.CORRUPT, "A part of the TIFF cannot be unpacked: " + what);
    }
}
