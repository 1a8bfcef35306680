// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.input.ColumnInput;
import io.multimodal.models.internal.input.PreparedColumn;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.InputShape;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A column IMAGE, decoded straight into an input of one size.
 *
 * @param size of the input
 * @param fit how an image is brought to it
 * @param pixels how the input is laid out
 */
public record ImageInput(ImageSize size, Fit fit, PixelFormat pixels) implements ColumnInput {
    @Override
    public PreparedColumn prepare(Object value, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        ObjectRef reference = ((Image) value).reference();
        TensorSpec spec = spec(media.images().size(reference));
        return new PreparedColumn() {
            @Override
            public List<InputShape> inputs() {
                return List.of(shapeOf(spec));
            }

            @Override
            public void write(List<ByteBuffer> targets)
                    throws IOException, InvalidReferenceException {
                media.images().render(reference, spec, targets.get(0).asFloatBuffer());
            }
        };
    }

    /** How an image of this size is laid out. */
    public TensorSpec spec(ImageSize ofImage) {
        return fit.spec(ofImage, size, pixels);
    }

    private static InputShape shapeOf(TensorSpec spec) {
        return new InputShape(ElementType.FLOAT, ImageTask.shapeOf(spec));
    }

    @Override
    public List<List<InputShape>> shapes() {
        return List.of(List.of(shapeOf(spec(size))));
    }

    @Override
    public String identity() {
        return size + " " + fit + ", " + pixels;
    }
}
