// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.INT;

import io.multimodal.functions.spec.Body;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.store.InvalidReferenceException;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.types.DataType;

/** The functions over pictures. */
public final class ImageSpecs {
    private static final DataType IMAGE = MultimodalTypes.image();

    private ImageSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        return List.of(
                steps("IMAGE_CROP")
                        .says(
                                "A box of a picture. It may be turned clockwise about its centre, and the result shows it upright; an upright box is clipped to the picture.")
                        .takes("x", INT(), "left edge in pixels")
                        .takes("y", INT(), "upper edge in pixels")
                        .takes("width", INT(), "in pixels, at least 1")
                        .takes("height", INT(), "in pixels, at least 1")
                        .mayTake("angle", DOUBLE(), "in degrees, clockwise; 0 if left out")
                        .example(
                                "METADATA(IMAGE_CROP(img, 10, 20, 30, 40, 1.5))['program']",
                                "crop(10,20,30x40 @ 1.5°)")
                        .does(
                                lazily(
                                        call ->
                                                ImageFunctions.crop(
                                                        call.image(0),
                                                        call.integer(1),
                                                        call.integer(2),
                                                        call.integer(3),
                                                        call.integer(4),
                                                        call.real(5, 0)))),
                steps("IMAGE_RESIZE")
                        .says("A picture scaled to a size, with anti-aliasing where it shrinks.")
                        .takes("width", INT(), "in pixels, at least 1")
                        .takes("height", INT(), "in pixels, at least 1")
                        .example("IMAGE_RESIZE(img, 64, 32).width", "64")
                        .does(
                                lazily(
                                        call ->
                                                ImageFunctions.resize(
                                                        call.image(0),
                                                        call.integer(1),
                                                        call.integer(2)))),
                steps("IMAGE_ROTATE")
                        .says("A picture turned clockwise.")
                        .takes("degrees", INT(), "a multiple of 90")
                        .example("IMAGE_ROTATE(img, 90).width", "75")
                        .does(
                                lazily(
                                        call ->
                                                ImageFunctions.rotate(
                                                        call.image(0), call.integer(1)))));
    }

    private static FunctionSpec.Builder steps(String name) {
        return FunctionSpec.lazy(name)
                .takes("img", IMAGE, "the picture")
                .gives(IMAGE)
                .fails(REFUSED);
    }

    /** A step that a {@code TRY_} form marks. */
    private static Body lazily(Step step) {
        return call -> {
            Image result = step.result(call);
            return call.nullOnError() ? ImageFunctions.orNull(result) : result;
        };
    }

    /** Appends to the program of the first argument. */
    @FunctionalInterface
    private interface Step extends Serializable {
        Image result(Call call) throws IOException, InvalidReferenceException;
    }
}
