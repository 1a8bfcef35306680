// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.internal.FloorName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A root of a store: as long as it is not released, everything is kept that was put into the epoch
 * of its floor or a later one. Immutable.
 *
 * @param storeId which store it is in
 * @param name its name in the store: the floor, a hyphen, 24 hexadecimal digits; if it ends, a
 *     hyphen and the seconds after which it does
 */
@Public
public record JobRoot(int storeId, String name) {
    /** The longest time after which a root ends: about 317 years. */
    public static final Duration MAX_LIFE = FloorName.MAX_LIFE;

    private static final byte VERSION = 1;

    /** A root by its name. */
    public JobRoot {
        parsed(name);
    }

    /** The first epoch that is kept. */
    public long floor() {
        return parsed(name).floor();
    }

    /**
     * How long after it was made a sweep releases it, by the store's clock; empty if somebody has
     * to.
     */
    public Optional<Duration> life() {
        return parsed(name).life();
    }

    private static FloorName parsed(String name) {
        try {
            return FloorName.parse(name, "a root");
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** At most 64 bytes for a checkpoint: the version (1), the store's id (4), the name. */
    public byte[] toBytes() {
        byte[] text = name.getBytes(US_ASCII);
        return ByteBuffer.allocate(5 + text.length).put(VERSION).putInt(storeId).put(text).array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws InvalidReferenceException if these are other bytes, or those of a newer release
     */
    public static JobRoot fromBytes(byte[] bytes) throws InvalidReferenceException {
        if (bytes.length < 6 || bytes.length > 64) {
            throw new InvalidReferenceException(
                    "The root of a job has 6 to 64 bytes, not " + bytes.length);
        }
        if (bytes[0] != VERSION) {
            throw new InvalidReferenceException(
                    "The root of a job has version "
                            + (bytes[0] & 0xff)
                            + ", this release reads version "
                            + VERSION
                            + "; restore it with a newer release");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        try {
            return new JobRoot(buffer.getInt(), new String(bytes, 5, bytes.length - 5, US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new InvalidReferenceException(
                    "The root of a job in this checkpoint has no valid name: " + e.getMessage());
        }
    }

    /** The name; it holds no secret. */
    @Override
    public String toString() {
        return name;
    }
}
