// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.ModelTask;
import io.multimodal.types.DeclaredType;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * Checks the declared columns of a model against what its task takes and gives: by position, under
 * any names.
 */
public final class OutputSchema {
    private OutputSchema() {}

    /**
     * Compares.
     *
     * @throws ValidationException that names both sides
     */
    public static void check(
            String model, ResolvedSchema input, ResolvedSchema output, ModelTask task) {
        List<LogicalType> gives = task.outputTypes();
        List<String> takes = task.inputTypes().stream().map(OutputSchema::word).toList();
        List<String> taken = types(input).stream().map(OutputSchema::word).toList();
        if (!taken.equals(takes)) {
            throw new ValidationException(
                    "The model "
                            + model
                            + " takes "
                            + (takes.size() == 1
                                    ? "one column " + takes.get(0)
                                    : "columns (" + String.join(", ", takes) + ")")
                            + ", but is declared with INPUT ("
                            + columns(input)
                            + ")");
        }
        List<LogicalType> declared = types(output);
        boolean same = declared.size() == gives.size();
        for (int i = 0; same && i < gives.size(); i++) {
            same = declared.get(i).isNullable() && same(declared.get(i), gives.get(i));
        }
        if (!same) {
            throw new ValidationException(
                    "The model "
                            + model
                            + " gives ("
                            + gives.stream()
                                    .map(LogicalType::asSummaryString)
                                    .collect(Collectors.joining(", "))
                            + "), all nullable, but is declared with OUTPUT ("
                            + columns(output)
                            + ")"
                            + (declared.size() == gives.size()
                                    ? ""
                                    : "; where the model has several outputs, name those that are wanted with the option 'output'"));
        }
    }

    private static List<LogicalType> types(ResolvedSchema schema) {
        return schema.getColumns().stream()
                .map(column -> column.getDataType().getLogicalType())
                .toList();
    }

    private static String columns(ResolvedSchema schema) {
        return schema.getColumns().stream()
                .map(OutputSchema::column)
                .collect(Collectors.joining(", "));
    }

    private static String column(Column column) {
        LogicalType type = column.getDataType().getLogicalType();
        return column.getName() + " " + word(type);
    }

    private static String word(LogicalType type) {
        return DeclaredType.of(type)
                .map(declared -> declared.type().word())
                .orElseGet(type::asSummaryString);
    }

    /** Whether values of one type are values of the other, whatever the names of nested fields. */
    private static boolean same(LogicalType declared, LogicalType gives) {
        if (declared instanceof RowType declaredRow && gives instanceof RowType givesRow) {
            List<LogicalType> declaredFields = declaredRow.getChildren();
            List<LogicalType> givesFields = givesRow.getChildren();
            boolean same = declaredFields.size() == givesFields.size();
            for (int i = 0; same && i < declaredFields.size(); i++) {
                same = same(declaredFields.get(i), givesFields.get(i));
            }
            return same;
        }
        if (declared instanceof ArrayType declaredArray && gives instanceof ArrayType givesArray) {
            return same(declaredArray.getElementType(), givesArray.getElementType());
        }
        return declared.is(LogicalTypeRoot.VARCHAR)
                ? declared.copy(true).equals(gives.copy(true))
                : declared.getTypeRoot() == gives.getTypeRoot();
    }
}
