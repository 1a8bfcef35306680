// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Passes a stream on and keeps a copy of its first bytes: as many as a probe may look at. */
final class HeadOf extends FilterInputStream {
    private final byte[] head = new byte[MediaProbe.HEAD_BYTES];
    private int kept;
    private long total;

    HeadOf(InputStream in) {
        super(in);
    }

    /** A copy of the first bytes that went through. */
    byte[] head() {
        return Arrays.copyOf(head, kept);
    }

    /** How many bytes went through. */
    long totalBytes() {
        return total;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            int more = Math.min(count, head.length - kept);
            System.arraycopy(target, offset, head, kept, more);
            kept += more;
            total += count;
        }
        return count;
    }

    /** Reads instead of skipping, so that nothing is missed. */
    @Override
    public long skip(long bytes) throws IOException {
        return super.readNBytes((int) Math.min(bytes, head.length)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
