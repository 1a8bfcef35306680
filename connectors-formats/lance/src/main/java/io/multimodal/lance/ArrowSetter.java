// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.io.IOException;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/** Puts values in Flink's internal form into Arrow's vectors. */
final class ArrowSetter {
    private ArrowSetter() {}

    /**
     * Sets a value.
     *
     * @param value null for NULL; the bytes of a medium
     * @return about how many bytes it takes
     * @throws IOException if the column of the table is not of the type that is declared
     */
    static long set(FieldVector vector, int row, Object value, LogicalType type)
            throws IOException {
        if (value == null) {
            while (vector.getValueCapacity() <= row) {
                vector.reAlloc();
            }
            vector.setNull(row);
            return 1;
        } else if (value instanceof Boolean truth && vector instanceof BitVector bits) {
            bits.setSafe(row, truth ? 1 : 0);
            return 1;
        } else if (value instanceof Number number) {
            return number(vector, row, number);
        } else if (value instanceof StringData text) {
            return text(vector, row, text.toBytes());
        } else if (value instanceof byte[] bytes && vector instanceof VarBinaryVector to) {
            to.setSafe(row, bytes);
            return bytes.length;
        } else if (value instanceof byte[] bytes && vector instanceof LargeVarBinaryVector to) {
            to.setSafe(row, bytes);
            return bytes.length;
        } else if (value instanceof DecimalData decimal && vector instanceof DecimalVector to) {
            to.setSafe(row, decimal.toBigDecimal());
            return 16;
        } else if (value instanceof TimestampData time
                && vector instanceof TimeStampMicroVector to) {
            to.setSafe(row, time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000);
            return 8;
        } else if (value instanceof ArrayData array) {
            return array(vector, row, array, ((ArrayType) type).getElementType());
        }
        throw refused(vector, type);
    }

    private static long number(FieldVector vector, int row, Number number) throws IOException {
        if (vector instanceof TinyIntVector to && number instanceof Byte value) {
            to.setSafe(row, value);
        } else if (vector instanceof SmallIntVector to && number instanceof Short value) {
            to.setSafe(row, value);
        } else if (vector instanceof IntVector to && number instanceof Integer value) {
            to.setSafe(row, value);
        } else if (vector instanceof DateDayVector to && number instanceof Integer value) {
            to.setSafe(row, value);
        } else if (vector instanceof BigIntVector to && number instanceof Long value) {
            to.setSafe(row, value);
        } else if (vector instanceof Float4Vector to && number instanceof Float value) {
            to.setSafe(row, value);
        } else if (vector instanceof Float8Vector to && number instanceof Double value) {
            to.setSafe(row, value);
        } else {
            throw refused(vector, null);
        }
        return 8;
    }

    private static long text(FieldVector vector, int row, byte[] utf8) throws IOException {
        if (vector instanceof VarCharVector to) {
            to.setSafe(row, utf8);
        } else if (vector instanceof LargeVarCharVector to) {
            to.setSafe(row, utf8);
        } else {
            throw refused(vector, null);
        }
        return utf8.length;
    }

    private static long array(FieldVector vector, int row, ArrayData array, LogicalType element)
            throws IOException {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
        long bytes = 8;
        if (vector instanceof ListVector list) {
            int from = list.startNewValue(row);
            for (int i = 0; i < array.size(); i++) {
                bytes +=
                        set(
                                list.getDataVector(),
                                from + i,
                                getter.getElementOrNull(array, i),
                                element);
            }
            list.endValue(row, array.size());
            return bytes;
        } else if (vector instanceof FixedSizeListVector list) {
            if (array.size() != list.getListSize()) {
                throw new IOException(
                        "The column '%s' of the Lance table has arrays of %d elements, and a row has %d"
                                .formatted(vector.getName(), list.getListSize(), array.size()));
            }
            int from = list.startNewValue(row);
            for (int i = 0; i < array.size(); i++) {
                bytes +=
                        set(
                                list.getDataVector(),
                                from + i,
                                getter.getElementOrNull(array, i),
                                element);
            }
            return bytes;
        }
        throw refused(vector, element);
    }

    private static IOException refused(FieldVector vector, LogicalType type) {
        return new IOException(
                "Cannot append to the column '%s' of the Lance table, which is %s: the type that is declared%s is written otherwise"
                        .formatted(
                                vector.getName(),
                                vector.getField().getType(),
                                type == null ? "" : ", " + type.asSummaryString() + ","));
    }
}
