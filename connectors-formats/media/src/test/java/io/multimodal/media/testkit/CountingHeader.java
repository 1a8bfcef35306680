// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import io.multimodal.media.spi.HeaderReader;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;

/** A file in memory as a format reads its header. Counts what is read. */
final class CountingHeader implements HeaderReader {
    private final byte[] file;
    private long bytesRead;

    CountingHeader(byte[] file) {
        this.file = file;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public long sizeBytes() {
        return file.length;
    }

    @Override
    public byte[] read(long offset, int length) throws MediaException {
        if (offset < 0 || length < 0) {
            throw new IndexOutOfBoundsException(
                    "There are no %d bytes at %d".formatted(length, offset));
        } else if (offset > file.length - (long) length) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "%d bytes at %d of %d".formatted(length, offset, file.length));
        }
        bytesRead += length;
        return Arrays.copyOfRange(file, (int) offset, (int) offset + length);
    }
}
