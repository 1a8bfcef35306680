// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Remembers what reading failed with, so that a bad disk is not taken for bad content. */
final class WatchedStream extends FilterInputStream {
    private IOException failure;

    WatchedStream(InputStream in) {
        super(in);
    }

    /** Null if nothing failed. */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
