// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.types.MultimodalType;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.check.DeclaredValue.Elements;
import io.multimodal.types.check.DeclaredValue.Entries;
import io.multimodal.types.check.DeclaredValue.Fields;
import io.multimodal.types.check.DeclaredValue.Medium;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;

/** Values in Flink's internal form whose media have other references, or another form. */
public final class MappedMedia {
    /** What becomes of one value, or of one medium in it. */
    @FunctionalInterface
    public interface Mapping {
        /**
         * The value that goes on.
         *
         * @param value may be null
         * @return null for null
         */
        Object of(Object value) throws IOException;
    }

    /** What becomes of one reference, in its binary form. */
    @FunctionalInterface
    interface References {
        byte[] of(byte[] object) throws IOException;
    }

    /** The first attribute of every type is its reference. */
    private static final int OBJECT = 0;

    private MappedMedia() {}

    /**
     * What becomes of a value.
     *
     * @param type of the value
     * @param where its media lie
     * @param references what becomes of the reference of each
     */
    static Mapping ofReferences(LogicalType type, DeclaredValue where, References references) {
        return of(type, where, medium -> medium(medium, references));
    }

    /**
     * The same for media that are not in the form of their type.
     *
     * @param type of the value that is given, with the form of the media in their place
     * @param where its media lie
     * @param media what becomes of each of a type
     */
    public static Mapping of(
            LogicalType type, DeclaredValue where, Function<MultimodalType<?>, Mapping> media) {
        if (where instanceof Medium medium) {
            return media.apply(medium.type().type());
        } else if (where instanceof Elements elements) {
            LogicalType element = type.getChildren().get(0);
            Mapping each = of(element, elements.element(), media);
            ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
            return value ->
                    value == null
                            ? null
                            : new GenericArrayData(list((ArrayData) value, getter, each));
        } else if (where instanceof Entries entries) {
            return entries(type, entries, media);
        } else if (where instanceof Fields fields) {
            return fields(type, fields, media);
        }
        return value -> value;
    }

    private static Mapping medium(MultimodalType<?> type, References references) {
        List<RowData.FieldGetter> getters = new ArrayList<>();
        for (int i = 0; i < type.attributes().size(); i++) {
            getters.add(
                    RowData.createFieldGetter(
                            type.attributes().get(i).kind().dataType().getLogicalType(), i));
        }
        return value -> {
            // One without a reference is refused where it is used.
            if (value == null || ((RowData) value).isNullAt(OBJECT)) {
                return value;
            }
            RowData row = (RowData) value;
            byte[] before = row.getBinary(OBJECT);
            byte[] after = references.of(before);
            if (Arrays.equals(before, after)) {
                return row;
            }
            GenericRowData mapped = new GenericRowData(row.getRowKind(), getters.size());
            for (int i = 0; i < getters.size(); i++) {
                mapped.setField(i, i == OBJECT ? after : getters.get(i).getFieldOrNull(row));
            }
            return mapped;
        };
    }

    private static Object[] list(ArrayData array, ArrayData.ElementGetter getter, Mapping each)
            throws IOException {
        Object[] values = new Object[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = each.of(getter.getElementOrNull(array, i));
        }
        return values;
    }

    private static Mapping entries(
            LogicalType type, Entries entries, Function<MultimodalType<?>, Mapping> media) {
        LogicalType keyType = type.getChildren().get(0);
        // A multiset has one child; how often each element is there is a number.
        LogicalType valueType =
                type.getChildren().size() > 1 ? type.getChildren().get(1) : new IntType(false);
        Mapping key = of(keyType, entries.key(), media);
        Mapping value = of(valueType, entries.value(), media);
        ArrayData.ElementGetter keyGetter = ArrayData.createElementGetter(keyType);
        ArrayData.ElementGetter valueGetter = ArrayData.createElementGetter(valueType);
        return map -> {
            if (map == null) {
                return null;
            }
            Object[] keys = list(((MapData) map).keyArray(), keyGetter, key);
            Object[] values = list(((MapData) map).valueArray(), valueGetter, value);
            Map<Object, Object> mapped = new HashMap<>();
            for (int i = 0; i < keys.length; i++) {
                mapped.put(keys[i], values[i]);
            }
            return new GenericMapData(mapped);
        };
    }

    private static Mapping fields(
            LogicalType type, Fields fields, Function<MultimodalType<?>, Mapping> media) {
        List<Mapping> mappings = new ArrayList<>();
        List<RowData.FieldGetter> getters = new ArrayList<>();
        for (int i = 0; i < fields.fields().size(); i++) {
            LogicalType field = type.getChildren().get(i);
            mappings.add(of(field, fields.fields().get(i), media));
            getters.add(RowData.createFieldGetter(field, i));
        }
        return value -> {
            if (value == null) {
                return null;
            }
            RowData row = (RowData) value;
            GenericRowData mapped = new GenericRowData(row.getRowKind(), mappings.size());
            for (int i = 0; i < mappings.size(); i++) {
                mapped.setField(i, mappings.get(i).of(getters.get(i).getFieldOrNull(row)));
            }
            return mapped;
        };
    }
}
