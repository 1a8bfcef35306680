// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/**
 * Registers this module's serializers with Kryo, for jobs that force Kryo or hold media in classes
 * that Flink serializes by Kryo. Thread-safe. Everywhere else the annotation on the value classes
 * finds them, and {@link ObjectRefTypeInfo} is named for references.
 *
 * <pre>{@code
 * Configuration config = new Configuration();
 * MultimodalSerializers.register(config);
 * StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
 * }</pre>
 */
@Public
public final class MultimodalSerializers {
    private static final String KRYO = "io.multimodal.serializers.kryo.";

    private MultimodalSerializers() {}

    /**
     * Adds to {@code pipeline.serialization-config}; entries that are there stay. The same entries
     * may be written into a cluster's configuration.
     */
    public static void register(Configuration config) {
        List<String> entries =
                new ArrayList<>(
                        config.getOptional(PipelineOptions.SERIALIZATION_CONFIG).orElse(List.of()));
        for (String entry : entries()) {
            if (!entries.contains(entry)) {
                entries.add(entry);
            }
        }
        config.set(PipelineOptions.SERIALIZATION_CONFIG, entries);
    }

    static List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (MultimodalType<?> type : MultimodalTypes.all()) {
            entries.add(kryo(type.valueClass(), "MediaKryoSerializer"));
        }
        for (Class<?> kind : ObjectRef.class.getPermittedSubclasses()) {
            entries.add(kryo(kind, "ObjectRefKryoSerializer"));
        }
        return entries;
    }

    private static String kryo(Class<?> type, String serializer) {
        return type.getName()
                + ": {type: kryo, kryo-type: registered, class: "
                + KRYO
                + serializer
                + "}";
    }
}
