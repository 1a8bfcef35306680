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
     * @throws IllegalArgumentException if the bytes are not a protocol buffer
     */
    public static Map<String, String> read(byte[] model) {
        Map<String, String> entries = new LinkedHashMap<>();
        ProtoFields fields = new ProtoFields(ByteBuffer.wrap(model));
        while (fields.next()) {
            if (fields.number() == METADATA_PROPS && fields.value() != null) {
                ProtoFields entry = new ProtoFields(fields.value());
                String key = "";
                String value = "";
                while (entry.next()) {
                    if (entry.number() == KEY) {
                        key = text(entry.value());
                    } else if (entry.number() == VALUE) {
                        value = text(entry.value());
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
}
