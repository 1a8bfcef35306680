// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.ocr.DbDecoder;
import io.multimodal.models.internal.ocr.TextBox;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.types.program.ImageSize;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Finds lines of text with a model that gives a probability map, such as PP-OCR's detectors.
 *
 * @param side what {@code limit} bounds
 * @param limit in pixels
 * @param pixels how the input is laid out
 * @param decoder makes boxes of the map
 */
public record TextDetection(LimitSide side, int limit, PixelFormat pixels, DbDecoder decoder)
        implements ImageTask {
    /** The model halves its input five times. */
    private static final int STEP = 32;

    /** No side of an input is longer, however long the image. */
    private static final int MAX_SIDE = 4096;

    private static final RowType BOX =
            RowType.of(
                    new LogicalType[] {
                        new IntType(),
                        new IntType(),
                        new IntType(),
                        new IntType(),
                        new DoubleType(),
                        new FloatType()
                    },
                    new String[] {"x", "y", "width", "height", "angle", "score"});

    /** Which side of an image the limit is for. */
    public enum LimitSide {
        /** Larger images are shrunk until their longer side is the limit. */
        MAX("max"),
        /** Smaller images are enlarged until their shorter side is the limit. */
        MIN("min");

        private final String word;

        LimitSide(String word) {
            this.word = word;
        }

        /** The word as options spell it; Flink parses and prints enum options by it. */
        @Override
        public String toString() {
            return word;
        }
    }

    @Override
    public List<LogicalType> outputTypes() {
        return List.of(new ArrayType(BOX));
    }

    @Override
    public TensorSpec input(ImageSize size) {
        int longer = Math.max(size.width(), size.height());
        int shorter = Math.min(size.width(), size.height());
        double scale =
                switch (side) {
                    case MAX -> Math.min(1, (double) limit / longer);
                    case MIN -> Math.max(1, (double) limit / shorter);
                };
        scale = Math.min(scale, (double) MAX_SIDE / longer);
        ImageSize input =
                new ImageSize(stepped(size.width(), scale), stepped(size.height(), scale));
        return pixels.spec(input, input);
    }

    private static int stepped(int length, double scale) {
        return Math.max(STEP, (int) Math.round(length * scale / STEP) * STEP);
    }

    @Override
    public GenericRowData decode(ModelOutput output, ImageSize size) throws ModelException {
        if (output.first().shape().length != 3 || output.first().dimension(0) != 1) {
            throw new ModelException(
                    "Text detection needs a probability map of shape [1, height, width], the model gave "
                            + output);
        }
        List<TextBox> boxes =
                decoder.boxes(
                        output.first().floats(),
                        output.first().dimension(2),
                        output.first().dimension(1),
                        size.width(),
                        size.height());
        return GenericRowData.of(
                new GenericArrayData(boxes.stream().map(TextDetection::row).toArray()));
    }

    private static GenericRowData row(TextBox box) {
        return GenericRowData.of(
                box.x(), box.y(), box.width(), box.height(), box.angle(), box.score());
    }

    @Override
    public boolean takesInputsOfManyShapes() {
        return true;
    }

    @Override
    public String identity() {
        return "text-detection 1, limit " + side + " " + limit + ", " + pixels + ", " + decoder;
    }
}
