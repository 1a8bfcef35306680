// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.tfrecord.ProtoCursor.Part;
import io.multimodal.types.failure.MediaException;
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
        ProtoCursor example = new ProtoCursor(bytes, new Part(0, bytes.length));
        while (example.next()) {
            if (!example.is(FEATURES, ProtoCursor.DELIMITED)) {
                example.skip();
                continue;
            }
            ProtoCursor entries = new ProtoCursor(bytes, example.part());
            while (entries.next()) {
                if (entries.is(ENTRY, ProtoCursor.DELIMITED)) {
                    add(bytes, entries.part(), features);
                } else {
                    entries.skip();
                }
            }
        }
        return features;
    }

    private static void add(byte[] bytes, Part entry, Map<String, Part> features)
            throws MediaException {
        String name = "";
        Part feature = new Part(entry.offset(), 0);
        ProtoCursor fields = new ProtoCursor(bytes, entry);
        while (fields.next()) {
            if (fields.is(KEY, ProtoCursor.DELIMITED)) {
                Part key = fields.part();
                name = new String(bytes, key.offset(), key.length(), UTF_8);
            } else if (fields.is(VALUE, ProtoCursor.DELIMITED)) {
                feature = fields.part();
            } else {
                fields.skip();
            }
        }
        if (features.putIfAbsent(name, feature) != null) {
            throw ProtoCursor.damaged("it has the feature '%s' twice".formatted(name));
        }
    }
}
