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
        // One more than expected, so that the end is seen without growing.
        long guess = expected.isPresent() ? expected.getAsLong() + 1 : FIRST_GUESS_BYTES;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(guess, limit))];
        int used = 0;
        while (true) {
            int count = in.readNBytes(buffer, used, buffer.length - used);
            used += count;
            if (used < buffer.length || used == limit) {
                return used == buffer.length ? buffer : Arrays.copyOf(buffer, used);
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, limit));
        }
    }
}
