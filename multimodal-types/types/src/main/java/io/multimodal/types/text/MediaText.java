// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.text;

import io.multimodal.annotation.Public;
import io.multimodal.types.DeclaredType;
import java.util.StringJoiner;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * Converts values to text for display: {@code IMAGE(1440x960, RGB, jpeg)}, also in arrays, maps and
 * rows. For clients that cannot show the types, such as Flink's SQL gateway. Not thread-safe, as
 * all functions of Flink.
 */
@Public
public final class MediaText extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private final LogicalType type;

    /**
     * @param type the type of the argument, for which {@link #isNeededFor} is true
     */
    public MediaText(LogicalType type) {
        this.type = type;
    }

    /** Whether a type is or contains a structured type. */
    public static boolean isNeededFor(LogicalType type) {
        return type instanceof StructuredType
                || type.getChildren().stream().anyMatch(MediaText::isNeededFor);
    }

    /**
     * The text of a value.
     *
     * @param value in Flink's internal form; may be null
     * @return null for null
     */
    public String eval(Object value) {
        return value == null ? null : text(type, value);
    }

    private static String text(LogicalType type, Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof RowData row) {
            return DeclaredType.of(type)
                    .map(ours -> ShownText.of(ours.type().fromRowData(row)))
                    .orElseGet(() -> rowText(type, row));
        }
        if (value instanceof ArrayData array) {
            return elements(type.getChildren().get(0), array, "[", "]");
        }
        if (value instanceof MapData map) {
            return entries(type, map);
        }
        return value.toString();
    }

    private static String rowText(LogicalType type, RowData row) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < row.getArity(); i++) {
            LogicalType field = type.getChildren().get(i);
            text.add(text(field, RowData.createFieldGetter(field, i).getFieldOrNull(row)));
        }
        return text.toString();
    }

    /** Of a multiset how often each element is there. */
    private static String entries(LogicalType type, MapData map) {
        LogicalType keys = type.getChildren().get(0);
        LogicalType values =
                type instanceof MapType both ? both.getValueType() : new IntType(false);
        ArrayData.ElementGetter key = ArrayData.createElementGetter(keys);
        ArrayData.ElementGetter value = ArrayData.createElementGetter(values);
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < map.size(); i++) {
            text.add(
                    text(keys, key.getElementOrNull(map.keyArray(), i))
                            + "="
                            + text(values, value.getElementOrNull(map.valueArray(), i)));
        }
        return text.toString();
    }

    private static String elements(LogicalType type, ArrayData array, String open, String close) {
        StringJoiner text = new StringJoiner(", ", open, close);
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        for (int i = 0; i < array.size(); i++) {
            text.add(text(type, getter.getElementOrNull(array, i)));
        }
        return text.toString();
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(
                        InputTypeStrategies.explicitSequence(
                                TypeConversions.fromLogicalToDataType(type).toInternal()))
                .outputTypeStrategy(TypeStrategies.explicit(DataTypes.STRING()))
                .build();
    }
}
