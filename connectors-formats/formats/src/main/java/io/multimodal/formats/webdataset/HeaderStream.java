// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.FilterInputStream;
import java.io.IOException;

/** The headers of a member, of which more than 1 MiB is refused. Skipping reads nothing. */
final class HeaderStream extends FilterInputStream {
    private static final long MOST_BYTES = 1 << 20;

    private long left = MOST_BYTES;

    HeaderStream(SampleInput in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length > left) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE, "a header of the archive is longer than 1 MiB");
        }
        int count = super.read(target, offset, length);
        left -= Math.max(0, count);
        return count;
    }
}
