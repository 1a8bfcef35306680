// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.media.modality.Modalities;
import java.math.BigDecimal;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/** The values of Arrow's vectors in Flink's internal form; the bytes of a medium for a medium. */
final class ArrowValues {
    private ArrowValues() {}

    /** Whether a column is read as a type. */
    static boolean reads(Field field, LogicalType type) {
        ArrowType arrow = field.getType();
        if (Modalities.of(type).isPresent()) {
            return isBytes(arrow) || LanceSchema.isBlob(field);
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> arrow instanceof ArrowType.Bool;
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    arrow instanceof ArrowType.Int number
                            && number.getBitWidth() + (number.getIsSigned() ? 0 : 1) <= bits(type);
            case FLOAT, DOUBLE ->
                    arrow instanceof ArrowType.FloatingPoint number
                            && bits(number.getPrecision()) <= bits(type);
            case CHAR, VARCHAR ->
                    arrow instanceof ArrowType.Utf8 || arrow instanceof ArrowType.LargeUtf8;
            case BINARY, VARBINARY -> isBytes(arrow) || LanceSchema.isBlob(field);
            case DECIMAL ->
                    arrow instanceof ArrowType.Decimal decimal
                            && decimal.getBitWidth() == 128
                            && decimal.getScale() == ((DecimalType) type).getScale()
                            && decimal.getPrecision() <= ((DecimalType) type).getPrecision();
            case DATE -> arrow instanceof ArrowType.Date date && date.getUnit() == DateUnit.DAY;
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    arrow instanceof ArrowType.Timestamp time && time.getTimezone() == null;
            case ARRAY ->
                    (arrow instanceof ArrowType.List
                                    || arrow instanceof ArrowType.LargeList
                                    || arrow instanceof ArrowType.FixedSizeList)
                            && Modalities.of(((ArrayType) type).getElementType()).isEmpty()
                            && reads(
                                    field.getChildren().get(0),
                                    ((ArrayType) type).getElementType());
            default -> false;
        };
    }

    private static boolean isBytes(ArrowType arrow) {
        return arrow instanceof ArrowType.Binary
                || arrow instanceof ArrowType.LargeBinary
                || arrow instanceof ArrowType.FixedSizeBinary;
    }

    private static int bits(FloatingPointPrecision precision) {
        return switch (precision) {
            case HALF -> 16;
            case SINGLE -> 32;
            case DOUBLE -> 64;
        };
    }

    private static int bits(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> 8;
            case SMALLINT -> 16;
            case INTEGER, FLOAT -> 32;
            default -> 64;
        };
    }

    /** The value of a row, of a column that {@link #reads} lets pass; null if it is NULL. */
    static Object get(FieldVector vector, int row, LogicalType type) {
        if (vector.isNull(row)) {
            return null;
        } else if (vector instanceof BitVector bits) {
            return bits.get(row) != 0;
        } else if (vector instanceof BaseIntVector numbers) {
            return number(numbers.getValueAsLong(row), type);
        } else if (vector instanceof FloatingPointVector numbers) {
            double value = numbers.getValueAsDouble(row);
            return bits(type) == 32 ? (Object) (float) value : (Object) value;
        } else if (vector instanceof VarCharVector texts) {
            return StringData.fromBytes(texts.get(row));
        } else if (vector instanceof LargeVarCharVector texts) {
            return StringData.fromBytes(texts.get(row));
        } else if (vector instanceof VarBinaryVector bytes) {
            return bytes.get(row);
        } else if (vector instanceof LargeVarBinaryVector bytes) {
            return bytes.get(row);
        } else if (vector instanceof FixedSizeBinaryVector bytes) {
            return bytes.get(row);
        } else if (vector instanceof DecimalVector decimals) {
            BigDecimal value = decimals.getObject(row);
            DecimalType declared = (DecimalType) type;
            return DecimalData.fromBigDecimal(value, declared.getPrecision(), declared.getScale());
        } else if (vector instanceof DateDayVector days) {
            return days.get(row);
        } else if (vector instanceof TimeStampVector times) {
            return time(
                    times.get(row), ((ArrowType.Timestamp) vector.getField().getType()).getUnit());
        } else if (vector instanceof BaseListVector lists) {
            return list(lists, row, ((ArrayType) type).getElementType());
        }
        throw new IllegalStateException(
                "The column '%s' has a vector %s that is not read"
                        .formatted(vector.getName(), vector.getClass().getSimpleName()));
    }

    private static Object number(long value, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            default -> value;
        };
    }

    private static TimestampData time(long value, TimeUnit unit) {
        long second =
                switch (unit) {
                    case SECOND -> 1L;
                    case MILLISECOND -> 1_000L;
                    case MICROSECOND -> 1_000_000L;
                    case NANOSECOND -> 1_000_000_000L;
                };
        long seconds = Math.floorDiv(value, second);
        long nanos = Math.floorMod(value, second) * (1_000_000_000L / second);
        return TimestampData.fromEpochMillis(
                seconds * 1000 + nanos / 1_000_000, (int) (nanos % 1_000_000));
    }

    private static GenericArrayData list(BaseListVector lists, int row, LogicalType element) {
        FieldVector elements = lists.getChildrenFromFields().get(0);
        int from = lists.getElementStartIndex(row);
        Object[] values = new Object[lists.getElementEndIndex(row) - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(elements, from + i, element);
        }
        return new GenericArrayData(values);
    }
}
