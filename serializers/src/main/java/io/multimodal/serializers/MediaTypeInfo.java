// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.annotation.Public;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalTypes;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.DataTypeQueryable;

/**
 * The type information of the values of one multimodal type. Values may be keys: they hash and
 * compare by their reference, that is, by content. Immutable and thread-safe.
 *
 * @param <T> the value class
 */
@Public
public final class MediaTypeInfo<T extends MediaValue> extends ScalarTypeInfo<T>
        implements DataTypeQueryable {
    private static final long serialVersionUID = 1L;

    private final Class<T> valueClass;

    private MediaTypeInfo(Class<T> valueClass) {
        this.valueClass = valueClass;
    }

    /**
     * The type information of a value class such as {@code Image.class}.
     *
     * @throws IllegalArgumentException if the class is not a value class
     */
    public static <T extends MediaValue> MediaTypeInfo<T> forValues(Class<T> valueClass) {
        return new MediaTypeInfo<>(MultimodalTypes.of(valueClass).valueClass());
    }

    /** The same type in the Table API. */
    @Override
    public DataType getDataType() {
        return MultimodalTypes.of(valueClass).dataType();
    }

    @Override
    public Class<T> getTypeClass() {
        return valueClass;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new MediaSerializer<>(valueClass);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof MediaTypeInfo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaTypeInfo<?> info && valueClass == info.valueClass;
    }

    @Override
    public int hashCode() {
        return valueClass.hashCode();
    }

    /** The name of the type in SQL. */
    @Override
    public String toString() {
        return MultimodalTypes.of(valueClass).word();
    }
}
