// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.ImageType;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A task over one column IMAGE: the runtime decodes the image straight into the model's input.
 * Immutable and thread-safe.
 */
@Public
public interface ImageTask extends ModelTask {
    /** How an image of this size, in pixels as displayed, is laid out as the model's input. */
    TensorSpec input(ImageSize size);

    /**
     * The output row, of {@link #outputTypes} in Flink's internal form.
     *
     * @param size of the image in pixels, as displayed
     * @throws ModelException if the output has not the shape that the task needs; it names both
     */
    RowData decode(ModelOutput output, ImageSize size) throws ModelException;

    /** The lengths of the dimensions of an input without the batch, in the order of its layout. */
    static List<Integer> shapeOf(TensorSpec spec) {
        int channels = spec.channels().count();
        return switch (spec.layout()) {
            case CHW -> List.of(channels, spec.paddedHeight(), spec.paddedWidth());
            case HWC -> List.of(spec.paddedHeight(), spec.paddedWidth(), channels);
        };
    }

    @Override
    default List<LogicalType> inputTypes() {
        return List.of(ImageType.TYPE.logicalType());
    }

    @Override
    default PreparedRow prepare(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        ObjectRef reference = row.image(0).reference();
        ImageSize size = media.images().size(reference);
        TensorSpec spec = input(size);
        return new FloatRow() {
            @Override
            public int[] shape() {
                return shapeOf(spec).stream().mapToInt(Integer::intValue).toArray();
            }

            @Override
            public void write(FloatBuffer target) throws IOException, InvalidReferenceException {
                media.images().render(reference, spec, target);
            }

            @Override
            public RowData decode(ModelOutput output) throws ModelException {
                return ImageTask.this.decode(output, size);
            }
        };
    }
}
