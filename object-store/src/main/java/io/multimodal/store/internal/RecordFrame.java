// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * How a record lies in a backend: a CRC32C over space, key, length and value (4 bytes), the length
 * (4 bytes), the value. A record that is torn, damaged or under another's name counts as absent.
 */
public final class RecordFrame {
    private static final int HEADER_BYTES = 8;
    private static final Pattern SPACE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    private RecordFrame() {}

    /**
     * The space itself.
     *
     * @throws IllegalArgumentException if it is not 1 to 64 of {@code a-z 0-9 -}
     */
    public static String checkedSpace(String space) {
        if (!isSpace(space)) {
            throw new IllegalArgumentException(
                    "A space of records is named by 1 to 64 of a-z, 0-9 and -, not '"
                            + space
                            + "'");
        }
        return space;
    }

    /** Whether this may name a space. */
    public static boolean isSpace(String name) {
        return SPACE.matcher(name).matches();
    }

    public static byte[] encode(String space, ContentId key, byte[] value)
            throws ObjectTooLargeException {
        checkedSpace(space);
        if (value.length > RecordStore.MAX_RECORD_BYTES) {
            throw new ObjectTooLargeException(
                    "A record has at most "
                            + RecordStore.MAX_RECORD_BYTES
                            + " bytes, this one has "
                            + value.length
                            + "; put it as an object");
        }
        return ByteBuffer.allocate(HEADER_BYTES + value.length)
                .putInt(crc(space, key, value))
                .putInt(value.length)
                .put(value)
                .array();
    }

    /** What a record is counted as whose frame has so many bytes. */
    public static RecordStore.Usage usage(long frameBytes) {
        return new RecordStore.Usage(1, Math.max(0, frameBytes - HEADER_BYTES));
    }

    /** Whether this is the name of a record within its space: the key in hexadecimal digits. */
    public static boolean isKey(String name) {
        return KEY.matcher(name).matches();
    }

    /** The value in a frame; empty if it is not a whole frame of this key. */
    public static Optional<byte[]> decode(String space, ContentId key, byte[] frame) {
        if (frame.length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(frame);
        int crc = in.getInt();
        if (in.getInt() != frame.length - HEADER_BYTES) {
            return Optional.empty();
        }
        byte[] value = Arrays.copyOfRange(frame, HEADER_BYTES, frame.length);
        return crc == crc(space, key, value) ? Optional.of(value) : Optional.empty();
    }

    private static int crc(String space, ContentId key, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update((space + '/').getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        crc.update(key.digest());
        crc.update(ByteBuffer.allocate(4).putInt(value.length).flip());
        crc.update(value);
        return (int) crc.getValue();
    }
}
