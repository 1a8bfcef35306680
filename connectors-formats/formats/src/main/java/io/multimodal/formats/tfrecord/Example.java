// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.protobuf.ProtobufException;
import io.multimodal.types.protobuf.ProtobufFields;
import io.multimodal.types.protobuf.ProtobufFields.Part;
import java.util.HashMap;
import java.util.Map;

/** Finds the features of a {@code tf.train.Example}. */
final class Example {
    private static final int FEATURES = 1;
    private static final int ENTRY = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private Example() {}

    /**
     * Where the messages {@code Feature} of a message lie, by name.
     *
     * @throws MediaException if it is not such a message, or has a feature twice
     */
    static Map<String, Part> features(byte[] bytes) throws MediaException {
        Map<String, Part> features = new HashMap<>();
        try {
            ProtobufFields example = new ProtobufFields(bytes);
            while (example.next()) {
                if (example.is(FEATURES, ProtobufFields.DELIMITED)) {
                    addAll(example.message(), features);
                }
            }
        } catch (ProtobufException e) {
            throw damaged(e.getMessage(), e);
        }
        return features;
    }

    private static void addAll(ProtobufFields entries, Map<String, Part> features)
            throws MediaException {
        while (entries.next()) {
            if (entries.is(ENTRY, ProtobufFields.DELIMITED)) {
                add(entries.message(), features);
            }
        }
    }

    private static void add(ProtobufFields entry, Map<String, Part> features)
            throws MediaException {
        String name = "";
        Part feature = new Part(0, 0);
        while (entry.next()) {
            if (entry.is(KEY, ProtobufFields.DELIMITED)) {
                name = entry.text();
            } else if (entry.is(VALUE, ProtobufFields.DELIMITED)) {
                feature = entry.part();
            }
        }
        if (features.putIfAbsent(name, feature) != null) {
            throw damaged("it has the feature '%s' twice".formatted(name), null);
        }
    }

    /**
     * The error of a record that is another message, or none.
     *
     * @param cause null if there is none
     */
    static MediaException damaged(String why, ProtobufException cause) {
        return new MediaException(
                ErrorCode.CORRUPT,
                "it is not a message of the type tf.train.Example: " + why,
                cause);
    }
}
