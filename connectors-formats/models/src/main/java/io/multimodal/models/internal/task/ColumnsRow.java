// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.internal.input.PreparedColumn;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** A row of {@link ColumnsTask} that is being run. */
final class ColumnsRow implements PreparedRow {
    private final List<PreparedColumn> columns;
    private final List<Boolean> behindOne;
    private final boolean hasParts;
    private final RowOutput output;
    private final MediaRuntime media;

    /** The outputs so far of a row that may have several parts. */
    private final List<ModelOutput> outputsOfParts = new ArrayList<>();

    ColumnsRow(
            List<PreparedColumn> columns,
            List<Boolean> behindOne,
            boolean hasParts,
            RowOutput output,
            MediaRuntime media) {
        this.columns = List.copyOf(columns);
        this.behindOne = behindOne;
        this.hasParts = hasParts;
        this.output = output;
        this.media = media;
    }

    @Override
    public List<InputShape> inputs() {
        return behindOne(
                columns.stream().flatMap(column -> column.inputs().stream()).toList(), behindOne);
    }

    static List<InputShape> behindOne(List<InputShape> shapes, List<Boolean> behindOne) {
        List<InputShape> all = new ArrayList<>(shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            all.add(behindOne.get(i) ? shapes.get(i).behindOne() : shapes.get(i));
        }
        return all;
    }

    @Override
    public void write(List<ByteBuffer> targets) throws IOException, InvalidReferenceException {
        int from = 0;
        for (PreparedColumn column : columns) {
            int to = from + column.inputs().size();
            column.write(targets.subList(from, to));
            from = to;
        }
    }

    @Override
    public boolean continues(ModelOutput outputs) {
        if (!hasParts) {
            return false;
        }
        outputsOfParts.add(outputs);
        return columns.stream().anyMatch(PreparedColumn::next);
    }

    @Override
    public RowData decode(ModelOutput outputs) throws IOException {
        return output.decode(hasParts ? StackedOutputs.of(outputsOfParts) : outputs, media);
    }

    @Override
    public void close() {
        close(columns);
    }

    static void close(List<PreparedColumn> columns) {
        try {
            for (PreparedColumn column : columns) {
                column.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Samples of a row cannot be deleted", e);
        }
    }
}
