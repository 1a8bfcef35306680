// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.colour;

import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.flink.table.api.DataTypes;

/** The functions of this example. {@code LOAD MODULE multimodal} offers them with the others. */
public final class ColourFunctions implements FunctionFamily {
    /** Larger images are shrunk to this side, in pixels: their areas of colour stay. */
    private static final int MAX_SIDE = 128;

    @Override
    public String title() {
        return "Colours";
    }

    @Override
    public List<FunctionSpec> functions() {
        return List.of(
                FunctionSpec.reading("IMAGE_DOMINANT_COLOUR")
                        .description(
                                "The colour that most of an image has, as a text such as '#e6140a'. Colours that differ little count as one, and their mean is returned.")
                        .argument("img", MultimodalTypes.image(), "the image")
                        .returns(DataTypes.STRING())
                        .example("IMAGE_DOMINANT_COLOUR(img)", "#010200")
                        .implementation(ColourFunctions::dominantColour));
    }

    private static String dominantColour(Call call) throws IOException, InvalidReferenceException {
        ObjectRef image = call.image(0).reference();
        ImageReader reader = call.media().images();
        ImageSize size = reader.size(image);
        TensorSpec spec =
                TensorSpec.of(Math.min(MAX_SIDE, size.width()), Math.min(MAX_SIDE, size.height()));
        FloatBuffer pixels = FloatBuffer.allocate((int) spec.elements());
        reader.render(image, spec, pixels);
        return new Histogram(pixels).dominantColour();
    }
}
