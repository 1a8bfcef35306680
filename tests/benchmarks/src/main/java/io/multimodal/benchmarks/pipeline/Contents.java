// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Objects that look like compressed media: no two alike, and as cheap to make as a copy.
 *
 * @param bytes of each object, at least 8
 * @param seed makes the objects of a run unlike those of another
 */
record Contents(int bytes, long seed) implements Serializable {
    private static final byte[] NOISE = noise();

    byte[] of(long id) {
        byte[] content = new byte[bytes];
        for (int at = 0; at < bytes; at += NOISE.length) {
            System.arraycopy(NOISE, 0, content, at, Math.min(NOISE.length, bytes - at));
        }
        ByteBuffer.wrap(content).putLong(seed << 32 | id);
        return content;
    }

    private static byte[] noise() {
        byte[] noise = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(noise);
        return noise;
    }
}
