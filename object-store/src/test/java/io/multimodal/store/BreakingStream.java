// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.io.IOException;
import java.io.InputStream;

/** Gives so many zero bytes, and then fails. */
public final class BreakingStream extends InputStream {
    private long left;
    private final IOException failure;

    public BreakingStream(long bytes, IOException failure) {
        this.left = bytes;
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        if (left-- <= 0) {
            throw failure;
        }
        return 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            throw failure;
        }
        int count = (int) Math.min(length, left);
        left -= count;
        return count;
    }
}
