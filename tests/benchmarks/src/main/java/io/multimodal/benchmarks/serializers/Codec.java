// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.serializers;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes values one behind the other into a buffer and reads them back. */
interface Codec<T> {
    /** All values from the beginning of the buffer; the bytes that they take. */
    int write(T[] values) throws IOException;

    /** Reads so many of what was written last, and gives the last. */
    T read(int count) throws IOException;

    static <T> Codec<T> of(TypeSerializer<T> serializer) {
        return new Codec<>() {
            private final DataOutputSerializer out = new DataOutputSerializer(1 << 16);
            private final DataInputDeserializer in = new DataInputDeserializer();

            @Override
            public int write(T[] values) throws IOException {
                out.clear();
                for (T value : values) {
                    serializer.serialize(value, out);
                }
                return out.length();
            }

            @Override
            public T read(int count) throws IOException {
                in.setBuffer(out.getSharedBuffer(), 0, out.length());
                T last = null;
                for (int i = 0; i < count; i++) {
                    last = serializer.deserialize(in);
                }
                return last;
            }
        };
    }
}
