// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.Payload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;

/** The bytes of a file, counted while they are read. */
final class CountedPayload implements Payload {
    private final OpenFile file;
    private final Counter all;
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param all counts the bytes of all files
     */
    CountedPayload(OpenFile file, Counter all) {
        this.file = file;
        this.all = all;
    }

    /** How many bytes were read since it was opened last. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public OptionalLong expectedBytes() {
        return OptionalLong.of(file.object().sizeBytes());
    }

    @Override
    public InputStream open() throws IOException {
        bytes.set(0);
        return new FilterInputStream(file.stream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                if (count > 0) {
                    bytes.addAndGet(count);
                    all.inc(count);
                }
                return count;
            }

            /** Reads instead of skipping, so that nothing is missed. */
            @Override
            public long skip(long most) throws IOException {
                return readNBytes((int) Math.min(most, 1 << 16)).length;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
