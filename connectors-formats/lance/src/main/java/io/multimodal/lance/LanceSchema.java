// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.media.modality.Modalities;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** The columns of a table as Lance has them. */
final class LanceSchema {
    private static final String BLOB = "lance-encoding:blob";

    private LanceSchema() {}

    /**
     * Checks that Lance can hold the columns.
     *
     * @throws ValidationException if it cannot
     */
    static void check(RowType row) {
        of(row);
    }

    /** The columns of a new table. */
    static Schema of(RowType row) {
        return new Schema(
                row.getFields().stream()
                        .map(field -> field(field.getName(), field.getType()))
                        .toList());
    }

    private static Field field(String name, LogicalType type) {
        List<Field> children =
                type instanceof ArrayType array
                        ? List.of(field("item", array.getElementType()))
                        : null;
        return new Field(name, FieldType.nullable(arrow(name, type)), children);
    }

    private static ArrowType arrow(String column, LogicalType type) {
        if (Modalities.of(type).isPresent()) {
            return new ArrowType.LargeBinary();
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> new ArrowType.Bool();
            case TINYINT -> new ArrowType.Int(8, true);
            case SMALLINT -> new ArrowType.Int(16, true);
            case INTEGER -> new ArrowType.Int(32, true);
            case BIGINT -> new ArrowType.Int(64, true);
            case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case CHAR, VARCHAR -> new ArrowType.Utf8();
            case BINARY, VARBINARY -> new ArrowType.Binary();
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                yield new ArrowType.Decimal(decimal.getPrecision(), decimal.getScale(), 128);
            }
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case ARRAY -> new ArrowType.List();
            default ->
                    throw new ValidationException(
                            "The column '%s' of a 'lance' table has the type %s; a column is IMAGE, AUDIO, VIDEO, TENSOR, FILE, STRING, BYTES, BOOLEAN, a number, DATE, TIMESTAMP or an ARRAY of these"
                                    .formatted(column, type.asSummaryString()));
        };
    }

    /**
     * Checks that a table has the columns that are read.
     *
     * @throws ValidationException if it has not
     */
    static void checkRead(LanceTable table, RowType row, Schema schema) {
        Map<String, Field> fields =
                schema.getFields().stream().collect(Collectors.toMap(Field::getName, f -> f));
        for (RowType.RowField column : row.getFields()) {
            Field field = fields.get(column.getName());
            if (field == null) {
                throw new ValidationException(
                        "The Lance table '%s' has no column '%s'; its columns are %s"
                                .formatted(table.path(), column.getName(), fields.keySet()));
            }
            if (!ArrowValues.reads(field, column.getType())) {
                throw new ValidationException(
                        "The column '%s' of the Lance table '%s' is %s, which is not read as %s"
                                .formatted(
                                        column.getName(),
                                        table.path(),
                                        field.getType(),
                                        column.getType().asSummaryString()));
            }
        }
    }

    /** Whether a column lies apart from the others, so that a scan gives only where. */
    static boolean isBlob(Field field) {
        return "true".equals(field.getMetadata().get(BLOB));
    }

    static boolean isNullBlob(FieldVector described, int row) {
        if (described.isNull(row)) {
            return true;
        }
        if (!(described instanceof StructVector struct)) {
            return false;
        }
        return struct.getChildrenFromFields().stream().allMatch(child -> child.isNull(row));
    }
}
