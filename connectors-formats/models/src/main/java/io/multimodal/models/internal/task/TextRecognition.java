// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.ocr.CtcDecoder;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Reads a line of text with a CTC model, such as PP-OCR's recognisers.
 *
 * @param height of the input, in pixels
 * @param minWidth of the input, in pixels
 * @param maxWidth of the input, in pixels; longer lines are narrowed
 * @param pixels how the input is laid out
 * @param decoder makes text of the model's steps
 */
public record TextRecognition(
        int height, int minWidth, int maxWidth, PixelFormat pixels, CtcDecoder decoder)
        implements ImageTask {
    /**
     * Widths of inputs are quarters of powers of two. A row's width follows from its own
     * proportions, never from its batch, so that its text does not depend on its company; few
     * widths make full batches, close ones little padding.
     */
    private static final int STEPS_PER_OCTAVE = 4;

    @Override
    public List<LogicalType> outputTypes() {
        return List.of(VarCharType.STRING_TYPE, new FloatType());
    }

    @Override
    public TensorSpec input(ImageSize size) {
        int width = Fit.widthAtHeight(size, height, maxWidth);
        return pixels.spec(new ImageSize(width, height), new ImageSize(paddedWidth(width), height));
    }

    private int paddedWidth(int width) {
        int step = Math.max(1, Integer.highestOneBit(Math.max(1, width - 1)) / STEPS_PER_OCTAVE);
        int bucket = (width + step - 1) / step * step;
        return Math.min(maxWidth, Math.max(minWidth, bucket));
    }

    /** All sizes of inputs, of which there are few. */
    public List<ImageSize> inputSizes() {
        return IntStream.rangeClosed(minWidth, maxWidth)
                .map(this::paddedWidth)
                .distinct()
                .mapToObj(width -> new ImageSize(width, height))
                .toList();
    }

    @Override
    public GenericRowData decode(ModelOutput output, ImageSize size) throws ModelException {
        if (output.first().shape().length != 2
                || output.first().dimension(1) != decoder.classes()) {
            throw new ModelException(
                    "Text recognition with a charset of "
                            + (decoder.classes() - 2)
                            + " characters needs an output of shape [steps, "
                            + decoder.classes()
                            + "], the model gave "
                            + output);
        }
        CtcDecoder.Line line = decoder.decode(output.first().floats(), output.first().dimension(0));
        // Margins are often read as spaces.
        return GenericRowData.of(StringData.fromString(line.text().strip()), line.score());
    }

    @Override
    public boolean takesInputsOfManyShapes() {
        return true;
    }

    @Override
    public String identity() {
        return "text-recognition 1, " + minWidth + ".." + maxWidth + " x " + height + ", " + pixels;
    }
}
