// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** A file in memory whose reading ends at a deadline. */
final class WatchedBytes extends RandomAccessReadBuffer {
    private static final int CALLS = 4096;

    private final Deadline deadline;
    private int calls;

    WatchedBytes(byte[] file, Deadline deadline) {
        super(file);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        watch();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        watch();
        return super.read(target, offset, length);
    }

    private void watch() {
        if (++calls % CALLS == 0) {
            deadline.check();
        }
    }
}
