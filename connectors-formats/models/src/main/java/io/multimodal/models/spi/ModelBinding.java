// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.util.List;

/**
 * How rows become a model's inputs, and which of its outputs are used. It is decided once, at
 * planning.
 *
 * @param inputs the model's inputs that rows have, in that order; at least one
 * @param batchRows the number of rows of a run: {@link #ANY}, {@link #NO_BATCH}, or a fixed number;
 *     missing rows are filled with zeros, and their results dropped
 * @param outputs in the order in which a row has them
 * @param rowShapes all shapes, without the batch, that rows may have; empty if they are not known
 *     before the rows are. On a GPU each of them runs once before the first row
 */
@Public
public record ModelBinding(
        List<ModelSignature.Tensor> inputs,
        int batchRows,
        List<ModelSignature.Tensor> outputs,
        List<List<InputShape>> rowShapes) {
    /** As many rows as there are. */
    public static final int ANY = -1;

    /** One row, and no dimension that says so. */
    public static final int NO_BATCH = 0;

    /** The dimensions of an image. */
    public static final int IMAGE_RANK = 3;

    public ModelBinding {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        rowShapes = rowShapes.stream().map(List::copyOf).toList();
    }

    /** A binding of one input, whose rows have shapes that are not known before. */
    public ModelBinding(
            ModelSignature.Tensor input, int batchRows, List<ModelSignature.Tensor> outputs) {
        this(List.of(input), batchRows, outputs, List.of());
    }

    /** The first input, for a task that uses one. */
    public ModelSignature.Tensor input() {
        return inputs.get(0);
    }

    /** The same binding with these shapes of rows, which have one input of floats. */
    public ModelBinding withRowShapes(List<List<Integer>> shapes) {
        return withInputShapes(
                shapes.stream()
                        .map(lengths -> List.of(new InputShape(ElementType.FLOAT, lengths)))
                        .toList());
    }

    /** The same binding with these shapes of rows, each with a shape for each input. */
    public ModelBinding withInputShapes(List<List<InputShape>> shapes) {
        return new ModelBinding(inputs, batchRows, outputs, shapes);
    }

    /** The binding of an input that is an image of three dimensions, behind a batch or alone. */
    public static ModelBinding of(
            ModelSignature.Tensor input, List<ModelSignature.Tensor> outputs) {
        return new ModelBinding(
                input, input.shape().size() == IMAGE_RANK ? NO_BATCH : input.dimension(0), outputs);
    }

    /** The maximum number of rows of a run, if the settings allow so many. */
    public int maxRows(int ofSettings) {
        return batchRows == ANY ? ofSettings : Math.min(ofSettings, Math.max(1, batchRows));
    }

    /** The settings with the batches that the model can run. */
    public RunSettings batches(RunSettings settings) {
        boolean padded = batchRows != ANY && !settings.batchSizes().isEmpty();
        return padded
                ? settings.withFixedBatchRows(Math.max(1, batchRows))
                : settings.withMaxBatchRows(maxRows(settings.maxBatchRows()));
    }

    /** The number of rows of a run, including padding, for so many rows. */
    public int rowsOfRun(int rows) {
        return batchRows == ANY ? rows : Math.max(1, batchRows);
    }
}
