// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.InlineRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serialises the values of one multimodal type: the reference and the attributes that are known,
 * about 43 bytes and 25. Values are immutable, so copies are free. Thread-safe, since it has no
 * state.
 *
 * @param <T> the value class
 */
public final class MediaSerializer<T extends MediaValue> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> valueClass;
    private transient ValueLayout<T> layout;

    /** The serializer of this version's values. */
    public MediaSerializer(Class<T> valueClass) {
        this.valueClass = valueClass;
        this.layout = ValueLayout.current(MultimodalTypes.of(valueClass));
    }

    /** The serializer of an older version's bytes; lives only while state is migrated. */
    MediaSerializer(ValueLayout<T> layout) {
        this.valueClass = layout.type().valueClass();
        this.layout = layout;
    }

    ValueLayout<T> layout() {
        if (layout == null) {
            layout = ValueLayout.current(MultimodalTypes.of(valueClass));
        }
        return layout;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    /** A value over an empty inline object. */
    @Override
    public T createInstance() {
        MultimodalType<T> type = layout().type();
        Object[] attributes = new Object[type.attributes().size()];
        attributes[0] = new InlineRef(new byte[0]).toBytes();
        return type.fromAttributes(attributes);
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    /** -1: values differ in length. */
    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        layout().write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return layout().read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new MediaSerializerSnapshot<>(layout());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaSerializer<?> serializer
                && layout().sameAs(serializer.layout());
    }

    @Override
    public int hashCode() {
        return valueClass.hashCode();
    }
}
