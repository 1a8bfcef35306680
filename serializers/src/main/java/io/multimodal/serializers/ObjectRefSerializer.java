// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serialises references of every kind in their binary form, with its length before it as a varint:
 * 43 bytes for a stored one. References carry their own version.
 */
public final class ObjectRefSerializer extends TypeSerializerSingleton<ObjectRef> {
    /** There is no state in it. */
    public static final ObjectRefSerializer INSTANCE = new ObjectRefSerializer();

    private static final long serialVersionUID = 1L;

    private ObjectRefSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** An empty inline object. */
    @Override
    public ObjectRef createInstance() {
        return new InlineRef(new byte[0]);
    }

    @Override
    public ObjectRef copy(ObjectRef from) {
        return from;
    }

    @Override
    public ObjectRef copy(ObjectRef from, ObjectRef reuse) {
        return from;
    }

    /** -1: references differ in length. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(ObjectRef ref, DataOutputView target) throws IOException {
        ValueParts.writeBytes(ref.toBytes(), target);
    }

    @Override
    public ObjectRef deserialize(DataInputView source) throws IOException {
        try {
            return ObjectRef.fromBytes(ValueParts.readBytes(source, ObjectRef.MAX_ENCODED_BYTES));
        } catch (InvalidReferenceException e) {
            throw new IOException("Cannot read a reference: " + e.getMessage(), e);
        }
    }

    @Override
    public ObjectRef deserialize(ObjectRef reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        ValueParts.writeBytes(ValueParts.readBytes(source, ObjectRef.MAX_ENCODED_BYTES), target);
    }

    @Override
    public TypeSerializerSnapshot<ObjectRef> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a savepoint says of this serializer: nothing but that it is this one. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ObjectRef> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
