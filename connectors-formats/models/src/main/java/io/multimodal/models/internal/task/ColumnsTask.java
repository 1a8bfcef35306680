// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.internal.input.ColumnInput;
import io.multimodal.models.internal.input.PreparedColumn;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A task whose columns become inputs independently of each other, and whose outputs become a row
 * independently of the columns.
 *
 * @param name of the task, with the version of its rows
 * @param inputTypes of the columns
 * @param inputs one for each column, in the order of the binding's inputs
 * @param behindOne for each input of the model, whether a batch of length 1 stands before the row,
 *     in a model of which other inputs have no batch
 * @param output how the row is made
 */
public record ColumnsTask(
        String name,
        List<LogicalType> inputTypes,
        List<ColumnInput> inputs,
        List<Boolean> behindOne,
        RowOutput output)
        implements ModelTask {
    public ColumnsTask {
        inputTypes = List.copyOf(inputTypes);
        inputs = List.copyOf(inputs);
        behindOne = List.copyOf(behindOne);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return output.types();
    }

    @Override
    public PreparedRow prepare(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        List<PreparedColumn> columns = new ArrayList<>(inputs.size());
        boolean done = false;
        try {
            for (int i = 0; i < inputs.size(); i++) {
                columns.add(inputs.get(i).prepare(row.values().get(i), media));
            }
            done = true;
            return new ColumnsRow(columns, behindOne, hasParts(), output, media);
        } finally {
            if (!done) {
                ColumnsRow.close(columns);
            }
        }
    }

    @Override
    public boolean takesInputsOfManyShapes() {
        return inputs.stream().anyMatch(input -> input.shapes().size() != 1);
    }

    private boolean hasParts() {
        return inputs.stream().anyMatch(ColumnInput::hasParts);
    }

    /** Shapes of inputs, behind a batch of length 1 where it is said so. */
    public static List<InputShape> behindOne(List<InputShape> shapes, List<Boolean> behindOne) {
        return ColumnsRow.behindOne(shapes, behindOne);
    }

    /** All shapes that rows may have; empty if they are not known. */
    public List<List<InputShape>> shapes() {
        List<List<InputShape>> all = List.of(List.of());
        for (ColumnInput input : inputs) {
            List<List<InputShape>> longer = new ArrayList<>();
            for (List<InputShape> before : all) {
                for (List<InputShape> more : input.shapes()) {
                    List<InputShape> joined = new ArrayList<>(before);
                    joined.addAll(more);
                    longer.add(joined);
                }
            }
            all = longer;
        }
        return all.stream().map(row -> ColumnsRow.behindOne(row, behindOne)).toList();
    }

    @Override
    public String identity() {
        return name
                + ", "
                + inputs.stream().map(ColumnInput::identity).collect(Collectors.joining("; "))
                + ", "
                + output.identity();
    }
}
