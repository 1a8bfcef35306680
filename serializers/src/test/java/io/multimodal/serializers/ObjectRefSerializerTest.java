// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's contract for serializers, with references of every kind. */
class ObjectRefSerializerTest extends SerializerTestBase<ObjectRef> {
    @Override
    protected TypeSerializer<ObjectRef> createSerializer() {
        return ObjectRefSerializer.INSTANCE;
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<ObjectRef> getTypeClass() {
        return ObjectRef.class;
    }

    @Override
    protected ObjectRef[] getTestData() {
        return Samples.references();
    }

    @Test
    void writesAStoredReferenceInAtMost50Bytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        ObjectRefSerializer.INSTANCE.serialize(Samples.STORED, out);
        assertThat(out.length()).isLessThanOrEqualTo(50);
    }

    @Test
    void refusesBytesThatAreNoReference() {
        assertThatThrownBy(
                        () ->
                                ObjectRefSerializer.INSTANCE.deserialize(
                                        new DataInputDeserializer(new byte[] {2, 99, 99})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot read a reference");
    }
}
