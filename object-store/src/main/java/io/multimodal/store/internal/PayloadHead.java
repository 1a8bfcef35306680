// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads the beginning of a payload into memory, as far as a limit allows. */
public final class PayloadHead {
    private static final int FIRST_GUESS_BYTES = 16 << 10;

    private PayloadHead() {}

    /**
     * The next bytes of a stream.
     *
     * @param expected how many bytes the stream should have, where that is known; only a hint
     * @return {@code limit} bytes, or fewer if the stream ended
     */
    public static byte[] read(InputStream in, OptionalLong expected, int limit) throws IOException {
        long guess = expected.orElse(FIRST_GUESS_BYTES);
        byte[] buffer = new byte[(int) Math.max(1, Math.min(guess, limit))];
        int used = in.readNBytes(buffer, 0, buffer.length);
        while (used == buffer.length && used < limit) {
            int next = in.read();
            if (next < 0) {
                return buffer;
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, limit));
            buffer[used++] = (byte) next;
            used += in.readNBytes(buffer, used, buffer.length - used);
        }
        return used == buffer.length ? buffer : Arrays.copyOf(buffer, used);
    }
}
