// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * The chunks of a WAV up to its samples: of RIFF, RIFX, RF64, BW64 and W64.
 *
 * @param format where the body of the chunk 'fmt ' begins
 * @param codedSamples how many samples a codec's are; 0 if unknown
 * @param start where the samples begin
 * @param dataBytes how many bytes they have, as far as the object goes where nobody says it; -1 if
 *     unknown
 * @param isSized whether the file says how many bytes they have
 * @param isLittleEndian whether the low byte of a number comes first; false for RIFX
 */
public record WavChunks(
        long format,
        long codedSamples,
        long start,
        long dataBytes,
        boolean isSized,
        boolean isLittleEndian) {
    private static final int MAX_CHUNKS = 64;

    /** In a W64: of a chunk's GUID and length, and where the first chunk begins. */
    private static final int WIDE_HEAD = 24;

    private static final int WIDE_START = 40;
    private static final long UNKNOWN_LENGTH = 0xffffffffL;

    /** What programs write that do not know the length yet, and cannot go back to say it. */
    private static final long[] PLACEHOLDERS = {1L << 32, 1L << 31, 4_000_000_000L, 2_000_000_000L};

    /** Some take their heads off it, or round it down. */
    private static final long PLACEHOLDER_BYTES = 8 << 10;

    /**
     * Reads their heads.
     *
     * @throws MediaException CORRUPT if there are no samples, or nothing says what they are
     */
    public static WavChunks of(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean little = !bytes.matches(0, "RIFX");
        boolean wide = bytes.matches(0, "riff");
        int head = wide ? WIDE_HEAD : 8;
        long format = -1;
        long longLength = UNKNOWN_LENGTH;
        long samples = 0;
        long at = wide ? WIDE_START : 12;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            String name = bytes.name(at);
            long length = wide ? bytes.u64(at + 16, true) - head : bytes.u32(at + 4, little);
            if (name.equals("ds64")) {
                longLength = bytes.u64(at + 16, true);
            } else if (name.equals("fmt ")) {
                format = at + head;
            } else if (name.equals("fact")) {
                samples = bytes.u32(at + head, little);
            } else if (name.equals("data")) {
                if (format < 0) {
                    throw new MediaException(
                            ErrorCode.CORRUPT,
                            "The WAV does not say what its samples are before they begin");
                }
                long declared = length == UNKNOWN_LENGTH && !wide ? longLength : length;
                long rest = bytes.size() == Long.MAX_VALUE ? -1 : bytes.size() - at - head;
                boolean sized = !isPlaceholder(declared, rest);
                return new WavChunks(
                        format, samples, at + head, sized ? declared : rest, sized, little);
            }
            if (length < 0 || length > bytes.size()) {
                throw new MediaException(
                        ErrorCode.TRUNCATED,
                        "The WAV ends too early: the chunk '%s' at byte %d says that it has %d bytes"
                                .formatted(name, at, length));
            }
            at = wide ? (at + head + length + 7) & ~7L : at + head + length + (length & 1);
        }
        throw new MediaException(
                ErrorCode.CORRUPT,
                "The WAV has no samples within its first " + MAX_CHUNKS + " chunks");
    }

    /** Not where that many bytes are there. */
    private static boolean isPlaceholder(long length, long rest) {
        if (length <= 0 || length == UNKNOWN_LENGTH) {
            return true;
        }
        for (long placeholder : PLACEHOLDERS) {
            if (length <= placeholder && length > placeholder - PLACEHOLDER_BYTES) {
                return rest >= 0 && length > rest;
            }
        }
        return false;
    }
}
