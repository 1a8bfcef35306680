// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.logical.StructuredType.StructuredAttribute;

/**
 * The definition of a multimodal type, from which its name in SQL, the logical type, the type
 * information, the serializers and the documentation are derived. Immutable and thread-safe.
 *
 * <p>The list of attributes is final: the state of SQL jobs refuses a type that gained one.
 *
 * @param <T> the class of its values
 */
@Public
public final class MultimodalType<T extends MediaValue> {
    private final String word;
    private final Class<T> valueClass;
    private final List<Attribute> attributes;
    private final List<Parameter> parameters;
    private final BiFunction<T, Integer, Object> reader;
    private final Function<Object[], T> maker;
    private final DataType dataType;

    MultimodalType(
            String word,
            Class<T> valueClass,
            List<Attribute> attributes,
            List<Parameter> parameters,
            BiFunction<T, Integer, Object> reader,
            Function<Object[], T> maker) {
        this.word = word;
        this.valueClass = valueClass;
        this.attributes = List.copyOf(attributes);
        this.parameters = List.copyOf(parameters);
        this.reader = reader;
        this.maker = maker;
        this.dataType =
                DataTypes.STRUCTURED(
                        valueClass,
                        attributes.stream()
                                .map(a -> DataTypes.FIELD(a.name(), a.kind().dataType()))
                                .toArray(DataTypes.Field[]::new));
    }

    /** The name in SQL, in upper case: {@code IMAGE}. */
    public String word() {
        return word;
    }

    /** The class of the values. */
    public Class<T> valueClass() {
        return valueClass;
    }

    /** The attributes in their order; the first is always {@code object}. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** The parameters that a declaration may have, in their order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The index of an attribute in a row of this type, from 0.
     *
     * @throws IllegalArgumentException if there is no attribute of this name
     */
    public int indexOf(String attribute) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).name().equals(attribute)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                word
                        + " has no attribute '"
                        + attribute
                        + "'; it has "
                        + attributes.stream().map(Attribute::name).toList());
    }

    /** The nullable logical type without parameters. */
    public StructuredType logicalType() {
        return (StructuredType) dataType.getLogicalType();
    }

    /** Whether a type of Flink's is this one, with or without parameters. */
    boolean describes(StructuredType type) {
        if (!type.getClassName().equals(logicalType().getClassName())
                || type.getAttributes().size() != attributes.size()) {
            return false;
        }
        for (int i = 0; i < attributes.size(); i++) {
            StructuredAttribute attribute = type.getAttributes().get(i);
            if (!attribute.getName().equals(attributes.get(i).name())
                    || !attribute
                            .getType()
                            .equals(attributes.get(i).kind().dataType().getLogicalType())) {
                return false;
            }
        }
        return true;
    }

    /** The nullable type for the Table API, whose values are of {@link #valueClass()}. */
    public DataType dataType() {
        return dataType;
    }

    /** The nullable type for functions and connectors that work on Flink's internal rows. */
    public DataType internalDataType() {
        return dataType.toInternal();
    }

    /** An attribute of a value; null if unknown. Arrays are copies. */
    public Object attribute(T value, int index) {
        return reader.apply(value, index);
    }

    /** The value with these attributes, in their order, as instances of their kinds' classes. */
    public T fromAttributes(Object... values) {
        if (values.length != attributes.size()) {
            throw new IllegalArgumentException(
                    word + " has " + attributes.size() + " attributes, not " + values.length);
        }
        return maker.apply(values);
    }

    /** Flink's internal form of a value; null for null. */
    public RowData toRowData(T value) {
        if (value == null) {
            return null;
        }
        GenericRowData row = new GenericRowData(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            Object attribute = attribute(value, i);
            if (attribute instanceof String text) {
                row.setField(i, StringData.fromString(text));
            } else if (attribute instanceof Long[] longs) {
                row.setField(i, new GenericArrayData(longs));
            } else {
                row.setField(i, attribute);
            }
        }
        return row;
    }

    /** The value in Flink's internal form; null for null. */
    public T fromRowData(RowData row) {
        if (row == null) {
            return null;
        }
        Object[] values = new Object[attributes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.isNullAt(i) ? null : read(row, i);
        }
        return maker.apply(values);
    }

    private Object read(RowData row, int i) {
        return switch (attributes.get(i).kind()) {
            case REFERENCE -> row.getBinary(i);
            case TEXT -> row.getString(i).toString();
            case LONG -> row.getLong(i);
            case INT -> row.getInt(i);
            case DOUBLE -> row.getDouble(i);
            case LONGS -> longs(row.getArray(i));
        };
    }

    private static Long[] longs(ArrayData array) {
        Long[] values = new Long[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.isNullAt(i) ? null : Long.valueOf(array.getLong(i));
        }
        return values;
    }

    /** The name in SQL. */
    @Override
    public String toString() {
        return word;
    }
}
