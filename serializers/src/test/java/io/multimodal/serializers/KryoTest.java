// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Media inside classes that Kryo serialises, by one call. */
class KryoTest {
    /** No POJO: Flink hands it to Kryo whole. */
    static final class Opaque {
        final Image image;
        final List<ObjectRef> references = new ArrayList<>();

        Opaque(Image image, ObjectRef... references) {
            this.image = image;
            this.references.addAll(List.of(references));
        }
    }

    @Test
    void carriesEveryKindOfValueAndReference() throws IOException {
        Opaque opaque = new Opaque(Samples.PHOTO, Samples.references());
        Opaque back = copy(registered(), opaque);
        assertThat(back.image).isEqualTo(opaque.image);
        assertThat(back.image.width()).isEqualTo(4032);
        assertThat(back.references).isEqualTo(opaque.references);
    }

    @Test
    void writesOurFormatAndNotJavaFields() throws IOException {
        assertThat(bytes(registered(), new Opaque(Samples.PHOTO)))
                .as("with the registration")
                .isLessThan(bytes(new SerializerConfigImpl(), new Opaque(Samples.PHOTO)));
    }

    @Test
    void registersOnceHoweverOftenItIsCalled() {
        Configuration config = new Configuration();
        MultimodalSerializers.register(config);
        Configuration again = new Configuration(config);
        MultimodalSerializers.register(again);
        assertThat(again).isEqualTo(config);
    }

    private static SerializerConfigImpl registered() {
        Configuration config = new Configuration();
        MultimodalSerializers.register(config);
        SerializerConfigImpl serializers = new SerializerConfigImpl();
        serializers.configure(config, KryoTest.class.getClassLoader());
        return serializers;
    }

    private static int bytes(SerializerConfigImpl config, Opaque value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        serializer(config).serialize(value, out);
        return out.length();
    }

    private static Opaque copy(SerializerConfigImpl config, Opaque value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        serializer(config).serialize(value, out);
        return serializer(config).deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static TypeSerializer<Opaque> serializer(SerializerConfigImpl config) {
        return new GenericTypeInfo<>(Opaque.class).createSerializer(config);
    }
}
