// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's contract for serializers, and what every type of ours promises beyond it. */
abstract class MediaSerializerContract<T extends MediaValue> extends SerializerTestBase<T> {
    private final Class<T> valueClass;

    MediaSerializerContract(Class<T> valueClass) {
        this.valueClass = valueClass;
    }

    @Override
    protected TypeSerializer<T> createSerializer() {
        return new MediaSerializer<>(valueClass);
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<T> getTypeClass() {
        return valueClass;
    }

    @Test
    void keepsEveryAttributeAndNotOnlyTheReference() throws IOException {
        MultimodalType<T> type = MultimodalTypes.of(valueClass);
        for (T value : getTestData()) {
            T back = read(bytes(value));
            for (int i = 0; i < type.attributes().size(); i++) {
                assertThat(type.attribute(back, i))
                        .as("%s of %s", type.attributes().get(i).name(), value)
                        .isEqualTo(type.attribute(value, i));
            }
        }
    }

    byte[] bytes(T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        createSerializer().serialize(value, out);
        return out.getCopyOfBuffer();
    }

    T read(byte[] bytes) throws IOException {
        return createSerializer().deserialize(new DataInputDeserializer(bytes));
    }
}
