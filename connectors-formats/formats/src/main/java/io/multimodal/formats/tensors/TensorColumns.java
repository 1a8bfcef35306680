// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.TensorType;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Where the columns are, by their types.
 *
 * @param tensor the index of the column TENSOR; {@link #NONE} if there is none
 * @param name the index of the column STRING with the tensor's name; {@link #NONE} if there is none
 */
record TensorColumns(int tensor, int name) {
    static final int NONE = -1;

    /** Finds columns among those of a table that {@link #check} has let pass. */
    static TensorColumns of(List<SampleColumn> columns) {
        int tensor = NONE;
        int name = NONE;
        for (int i = 0; i < columns.size(); i++) {
            if (isTensor(columns.get(i))) {
                tensor = i;
            } else {
                name = i;
            }
        }
        return new TensorColumns(tensor, name);
    }

    /**
     * Checks the columns of a table.
     *
     * @param named whether there has to be a name
     * @throws ValidationException if the table has other columns
     */
    static void check(List<SampleColumn> columns, boolean named, String format) {
        long tensors = columns.stream().filter(TensorColumns::isTensor).count();
        long names =
                columns.stream()
                        .filter(column -> column.type().is(LogicalTypeRoot.VARCHAR))
                        .count();
        if (tensors != 1
                || names > 1
                || (named && names == 0)
                || tensors + names < columns.size()) {
            throw new ValidationException(
                    "A table of the format '%s' has one column TENSOR and %s column STRING for the tensor's name, and besides them partition columns and the connector's metadata columns; the columns are (%s)"
                            .formatted(
                                    format,
                                    named ? "one" : "at most one",
                                    columns.stream()
                                            .map(column -> column.name() + " " + sql(column))
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static boolean isTensor(SampleColumn column) {
        return column.isMedium()
                && DeclaredType.of(column.type())
                        .filter(declared -> declared.type() == TensorType.TYPE)
                        .isPresent();
    }

    private static String sql(SampleColumn column) {
        return DeclaredType.of(column.type())
                .map(DeclaredType::toSql)
                .orElseGet(() -> column.type().asSummaryString());
    }
}
