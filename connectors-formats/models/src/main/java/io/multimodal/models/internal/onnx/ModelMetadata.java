// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import io.multimodal.types.protobuf.ProtobufException;
import io.multimodal.types.protobuf.ProtobufFields;
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
        try {
            ProtobufFields fields = new ProtobufFields(model);
            while (fields.next()) {
                if (fields.is(METADATA_PROPS, ProtobufFields.DELIMITED)) {
                    add(fields.message(), entries);
                }
            }
        } catch (ProtobufException e) {
            throw noModel(e);
        }
        return entries;
    }

    private static void add(ProtobufFields entry, Map<String, String> entries) {
        String key = "";
        String value = "";
        while (entry.next()) {
            if (entry.number() == KEY) {
                key = entry.text();
            } else if (entry.number() == VALUE) {
                value = entry.text();
            }
        }
        entries.put(key, value);
    }

    static IllegalArgumentException noModel(ProtobufException cause) {
        return new IllegalArgumentException(
                "The file is not an ONNX model: its bytes are not a protocol buffer: "
                        + cause.getMessage(),
                cause);
    }
}
