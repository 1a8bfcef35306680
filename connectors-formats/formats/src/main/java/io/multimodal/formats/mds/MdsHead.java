// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * What precedes the samples of a shard; numbers have 4 bytes, the least significant one first:
 *
 * <pre>
 * number of samples n
 * n + 1 offsets in the file: where each sample begins, and where the last one ends
 * the description of the columns, up to the first offset
 * </pre>
 */
final class MdsHead {
    private static final int MOST_SAMPLES = 4 << 20;
    private static final int MOST_JSON_BYTES = 4 << 20;

    private final IntBuffer offsets;
    private final MdsColumns columns;

    private MdsHead(IntBuffer offsets, MdsColumns columns) {
        this.offsets = offsets;
        this.columns = columns;
    }

    /**
     * Reads the head from the beginning of the file. Blocks.
     *
     * @throws MediaException if it contradicts itself or the length of the file
     */
    static MdsHead read(SampleInput file) throws IOException {
        file.seek(0);
        long samples = u32(file);
        if (samples > MOST_SAMPLES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "it has %d samples; a shard of at most %d is read"
                            .formatted(samples, MOST_SAMPLES));
        }
        byte[] bytes = file.readExactly((int) (samples + 1) * Integer.BYTES);
        MdsHead head =
                new MdsHead(
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer(), null);
        long json = head.begin(0) - file.position();
        if (json < 0 || json > MOST_JSON_BYTES) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "the description of its columns has %d bytes; at most %d are read"
                            .formatted(json, MOST_JSON_BYTES));
        }
        for (int i = 0; i < samples; i++) {
            if (head.begin(i + 1) < head.begin(i)) {
                throw new MediaException(
                        ErrorCode.CORRUPT,
                        "the sample %d ends at byte %d and begins at byte %d"
                                .formatted(i, head.begin(i + 1), head.begin(i)));
            }
        }
        long end = head.begin((int) samples);
        if (end != file.sizeBytes()) {
            throw new MediaException(
                    end > file.sizeBytes() ? ErrorCode.TRUNCATED : ErrorCode.CORRUPT,
                    "its last sample ends at byte %d, and it has %d bytes"
                            .formatted(end, file.sizeBytes()));
        }
        return new MdsHead(head.offsets, MdsColumns.parse(file.readExactly((int) json)));
    }

    static long u32(SampleInput file) throws IOException {
        return ByteBuffer.wrap(file.readExactly(Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt()
                & 0xffffffffL;
    }

    int samples() {
        return offsets.limit() - 1;
    }

    /** Where a sample begins, or behind the last one where it ends. */
    long begin(int sample) {
        return offsets.get(sample) & 0xffffffffL;
    }

    MdsColumns columns() {
        return columns;
    }
}
