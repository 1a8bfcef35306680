// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The custom metadata that a model file carries (field 14 of ONNX's {@code ModelProto}), read from
 * the file's bytes. ONNX Runtime's Java API would give it too, but mangles characters outside the
 * basic plane and then cuts the end off: PP-OCR's charset has one, and would lose its last two
 * characters.
 */
public final class ModelMetadata {
    private static final int METADATA_PROPS = 14;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private ModelMetadata() {}

    /**
     * The entries in the order of the file.
     *
     * @throws IllegalArgumentException if the bytes are no protocol buffer
     */
    public static Map<String, String> read(byte[] model) {
        Map<String, String> entries = new LinkedHashMap<>();
        Fields fields = new Fields(ByteBuffer.wrap(model));
        while (fields.next()) {
            if (fields.number == METADATA_PROPS && fields.value != null) {
                Fields entry = new Fields(fields.value);
                String key = "";
                String value = "";
                while (entry.next()) {
                    if (entry.number == KEY) {
                        key = text(entry.value);
                    } else if (entry.number == VALUE) {
                        value = text(entry.value);
                    }
                }
                entries.put(key, value);
            }
        }
        return entries;
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** Walks over the fields of one message. */
    private static final class Fields {
        private static final int VARINT = 0;
        private static final int FIXED64 = 1;
        private static final int LENGTH_DELIMITED = 2;
        private static final int FIXED32 = 5;

        private final ByteBuffer message;

        /** The number of the field that {@link #next} found. */
        private long number;

        /** Its bytes; null where the field is a number. */
        private ByteBuffer value;

        private Fields(ByteBuffer message) {
            this.message = message;
        }

        private boolean next() {
            if (!message.hasRemaining()) {
                return false;
            }
            long tag = varint();
            number = tag >>> 3;
            value = null;
            switch ((int) (tag & 7)) {
                case VARINT -> varint();
                case FIXED64 -> take(Long.BYTES);
                case LENGTH_DELIMITED -> value = take(varint());
                case FIXED32 -> take(Integer.BYTES);
                default -> throw notProtobuf();
            }
            return true;
        }

        private ByteBuffer take(long bytes) {
            if (bytes < 0 || bytes > message.remaining()) {
                throw notProtobuf();
            }
            ByteBuffer taken = message.slice(message.position(), (int) bytes);
            message.position(message.position() + (int) bytes);
            return taken;
        }

        private long varint() {
            long result = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                if (!message.hasRemaining()) {
                    throw notProtobuf();
                }
                byte next = message.get();
                result |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return result;
                }
            }
            throw notProtobuf();
        }

        private IllegalArgumentException notProtobuf() {
            return new IllegalArgumentException(
                    "The file is no ONNX model: its bytes are no protocol buffer from offset "
                            + message.position());
        }
    }
}
