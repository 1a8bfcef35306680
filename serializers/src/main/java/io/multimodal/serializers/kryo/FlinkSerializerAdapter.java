// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** Hands Kryo's bytes to a serializer of Flink's, so that there is one format. */
abstract class FlinkSerializerAdapter<T> extends Serializer<T> {
    private final TypeSerializer<T> serializer;

    FlinkSerializerAdapter(TypeSerializer<T> serializer) {
        super(false, true);
        this.serializer = serializer;
    }

    @Override
    public void write(Kryo kryo, Output output, T value) {
        try {
            serializer.serialize(value, new DataOutputViewStreamWrapper(output));
        } catch (IOException e) {
            throw new KryoException(e);
        }
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        try {
            return serializer.deserialize(new DataInputViewStreamWrapper(input));
        } catch (IOException e) {
            throw new KryoException(e);
        }
    }
}
