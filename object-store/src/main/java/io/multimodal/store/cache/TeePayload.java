// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A payload that keeps a copy of the bytes which a store took from it, not of those that its owner
 * may change later.
 */
final class TeePayload implements Payload {
    private final Payload payload;
    private final byte[] content;
    private volatile int openings;
    private volatile int heard;

    /**
     * @param length how many bytes are expected
     */
    TeePayload(Payload payload, int length) {
        this.payload = payload;
        this.content = new byte[length];
    }

    @Override
    public synchronized InputStream open() throws IOException {
        openings++;
        return openings == 1 ? new Overheard(payload.open()) : payload.open();
    }

    @Override
    public OptionalLong expectedBytes() {
        return payload.expectedBytes();
    }

    /** What was read, if that was all that was expected, and was read once. */
    Optional<byte[]> content() {
        return openings == 1 && heard == content.length ? Optional.of(content) : Optional.empty();
    }

    private final class Overheard extends InputStream {
        private final InputStream in;
        private int at;

        Overheard(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (count > 0) {
                int kept = Math.min(count, Math.max(0, content.length - at));
                System.arraycopy(into, offset, content, Math.min(at, content.length), kept);
                at = Math.addExact(at, count);
                heard = at;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
