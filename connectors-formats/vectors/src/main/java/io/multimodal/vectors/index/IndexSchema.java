// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.text.TypeText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What all rows of an index have in common.
 *
 * @param metric by which vectors are compared
 * @param dimension how many numbers a vector has, at least 1
 * @param vectorColumn the name of the column of the vectors
 * @param columns name and type of each column, in their order: {@code `id` STRING}
 */
public record IndexSchema(
        VectorMetric metric, int dimension, String vectorColumn, List<String> columns)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public IndexSchema {
        columns = List.copyOf(columns);
    }

    /** The schema of a table. */
    public static IndexSchema of(
            VectorMetric metric, int dimension, RowType row, int vectorColumn) {
        List<String> columns = new ArrayList<>();
        for (RowType.RowField field : row.getFields()) {
            columns.add(
                    "`%s` %s"
                            .formatted(
                                    field.getName().replace("`", "``"),
                                    TypeText.print(
                                            field.getType(), LogicalType::asSerializableString)));
        }
        return new IndexSchema(metric, dimension, row.getFieldNames().get(vectorColumn), columns);
    }

    /**
     * Checks that a table declares what an index has.
     *
     * @param declared of the table
     * @param index its path, for the message
     */
    void check(IndexSchema declared, String index) throws MediaException {
        check("'dimension' =", dimension, declared.dimension, index);
        check("'metric' =", metric, declared.metric, index);
        check("the vector column", vectorColumn, declared.vectorColumn, index);
        check("the columns", columns, declared.columns, index);
    }

    private static void check(String what, Object here, Object declared, String index)
            throws MediaException {
        if (!here.equals(declared)) {
            throw new MediaException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The index at %s has %s %s, and the table declares %s; declare it as it is, or choose another 'path'"
                            .formatted(index, what, here, declared));
        }
    }
}
