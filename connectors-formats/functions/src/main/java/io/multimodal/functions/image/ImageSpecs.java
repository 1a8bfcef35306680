// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import static io.multimodal.functions.spec.FunctionSpec.lazy;
import static io.multimodal.functions.spec.FunctionSpec.reading;
import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.tensor.TensorFunctions;
import io.multimodal.media.image.PerceptualHash;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.DataType;

/** The functions over images: first the steps of programs, then what reads pixels. */
public final class ImageSpecs {
    private static final DataType IMAGE = MultimodalTypes.image();
    private static final DataType TENSOR = MultimodalTypes.tensor();
    private static final Allowed LAYOUT = Allowed.wordsInAnyCase("CHW", "HWC");

    /** With more, almost every pair of hashes would be compared. */
    private static final int MOST_BITS = 16;

    private ImageSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        List<FunctionSpec> all = new ArrayList<>(ImageSteps.all());
        all.addAll(
                List.of(
                        tiles(),
                        exif(),
                        sharpness(),
                        hash(),
                        distance(),
                        clusters(),
                        toTensor(),
                        fromTensor()));
        return all;
    }

    private static FunctionSpec tiles() {
        return lazy("IMAGE_TILES")
                .description(
                        "Returns a row for each tile of an image, from left to right and from top to bottom. The last tiles of each row and column can be smaller. The size of the image must be known.")
                .argument("img", IMAGE, "the image")
                .argument("width", INT(), "of a tile in pixels, at least 1", Allowed.atLeast(1))
                .argument("height", INT(), "of a tile in pixels, at least 1", Allowed.atLeast(1))
                .returnsRows(
                        ROW(
                                FIELD("tile_row", INT()),
                                FIELD("tile_column", INT()),
                                FIELD("tile", IMAGE)))
                .fails(REFUSED)
                .example(
                        "IMAGE_TILES(img, 101, 50)",
                        "0, 0, IMAGE[width=101, height=50, mode=RGB]\n1, 0, IMAGE[width=101, height=25, mode=RGB]")
                .implementation(
                        call ->
                                ImageTiles.of(
                                        call.image(0),
                                        call.integer(1),
                                        call.integer(2),
                                        call.nullOnError()));
    }

    private static FunctionSpec exif() {
        return reading("IMAGE_EXIF")
                .description(
                        "Returns the EXIF tags in the first 64 KiB of the file, by name. The numbers of a tag with several numbers are separated by blanks.")
                .argument("img", IMAGE, "the image")
                .returns(MAP(STRING(), STRING()))
                .example("IMAGE_EXIF(img)", "{}")
                .implementation(call -> call.media().images().exif(call.image(0).reference()));
    }

    private static FunctionSpec sharpness() {
        return reading("IMAGE_SHARPNESS")
                .description(
                        "Returns the variance of the Laplacian of the grey image, which is low if nothing in the image is sharp. Values are comparable between images of the same size only.")
                .argument("img", IMAGE, "the image")
                .returns(DOUBLE())
                .remembered()
                .example("IMAGE_SHARPNESS(img) > IMAGE_SHARPNESS(IMAGE_BLUR(img, 2))", "true")
                .implementation(call -> call.media().images().sharpness(call.image(0).reference()));
    }

    private static FunctionSpec hash() {
        return reading("IMAGE_HASH")
                .description(
                        "Returns a hash of 64 bits. The hashes of similar images differ in few bits. The kinds are those of the Python library ImageHash; `average` is the fastest and `perceptual` the most robust.")
                .argument("img", IMAGE, "the image")
                .optionalArgument(
                        "kind",
                        STRING(),
                        "`perceptual` if left out, `average`, `difference`, `wavelet`",
                        Allowed.wordsInAnyCase("average", "difference", "perceptual", "wavelet"))
                .returns(BIGINT())
                .fails(REFUSED)
                .remembered()
                .example("HEX(IMAGE_HASH(img, 'difference'))", "8D0EBC98888C1E9C")
                .implementation(
                        call ->
                                call.media()
                                        .images()
                                        .hash(
                                                call.image(0).reference(),
                                                PerceptualHash.named(call.text(1, "perceptual"))));
    }

    private static FunctionSpec distance() {
        return lazy("HAMMING_DISTANCE")
                .description(
                        "Returns the number of bits in which two hashes of the same kind differ, 0 to 64.")
                .argument("hash", BIGINT(), "of IMAGE_HASH")
                .argument("other", BIGINT(), "of IMAGE_HASH")
                .returns(INT())
                .example(
                        "HAMMING_DISTANCE(IMAGE_HASH(img), IMAGE_HASH(IMAGE_RESIZE(img, 202, 150)))",
                        "0")
                .implementation(call -> PerceptualHash.distance(call.bigint(0), call.bigint(1)));
    }

    private static FunctionSpec clusters() {
        return lazy("HAMMING_CLUSTERS")
                .description(
                        "Returns a row for each different hash, with the cluster that it belongs to, whose name is its smallest hash. Two hashes are in the same cluster if they differ in at most `bits` bits, or if other hashes lead from one to the other in such steps. `ARRAY_AGG(DISTINCT hash)` makes the array, of a table or of a window; leave NULL out by `WHERE hash IS NOT NULL`.")
                .argument("hashes", ARRAY(BIGINT()), "of IMAGE_HASH, all of the same kind")
                .argument("bits", INT(), "how many bits, 0 to 16", Allowed.between(0, MOST_BITS))
                .returnsRows(ROW(FIELD("hash", BIGINT()), FIELD("cluster", BIGINT())))
                .example("HAMMING_CLUSTERS(ARRAY[7, 1, 3, 960], 1)", "1, 1\n3, 1\n7, 1\n960, 960")
                .implementation(call -> HashClusters.of(call.longs(0), call.integer(1)));
    }

    private static FunctionSpec toTensor() {
        return lazy("IMAGE_TO_TENSOR")
                .description(
                        "Returns the pixels as a tensor with three channels, red first. An element is `(value / 255 - mean) / std` for a float type, and the value itself for uint8.")
                .argument(
                        "img",
                        IMAGE,
                        "the image; use IMAGE_RESIZE to give all images the same size")
                .optionalArgument("layout", STRING(), "`CHW` if left out, `HWC`", LAYOUT)
                .optionalArgument(
                        "dtype",
                        STRING(),
                        "`float32` if left out, `float16`, `bfloat16`, `float64`, `uint8`",
                        Allowed.words("float32", "float16", "bfloat16", "float64", "uint8"))
                .optionalArgument("mean", ARRAY(DOUBLE()), "one for each channel; 0 if left out")
                .optionalArgument(
                        "std", ARRAY(DOUBLE()), "one for each channel, more than 0; 1 if left out")
                .returns(TENSOR)
                .fails(REFUSED)
                .example("IMAGE_TO_TENSOR(IMAGE_RESIZE(img, 8, 4)).shape", "[3, 4, 8]")
                .implementation(
                        call -> {
                            Tensor result =
                                    ImageTensors.toTensor(
                                            call.image(0),
                                            ImageTensors.layout(call.text(1, "CHW")),
                                            call.text(2, "float32"),
                                            call.has(3) ? call.reals(3) : new double[3],
                                            call.has(4) ? call.reals(4) : new double[] {1, 1, 1});
                            return call.nullOnError() ? TensorFunctions.orNull(result) : result;
                        });
    }

    private static FunctionSpec fromTensor() {
        return reading("IMAGE_FROM_TENSOR")
                .description(
                        "Makes an image of a tensor with one or three channels and stores it as PNG. A uint8 element is the value of a pixel; a float element is multiplied by 255, rounded, and clamped to 0 to 255.")
                .argument("tensor", TENSOR, "of three dimensions, or two for grey")
                .optionalArgument("layout", STRING(), "`CHW` if left out, `HWC`", LAYOUT)
                .returns(IMAGE)
                .fails(REFUSED)
                .example("IMAGE_FROM_TENSOR(IMAGE_TO_TENSOR(img)).width", "101")
                .implementation(
                        call ->
                                ImageTensors.fromTensor(
                                        call.media(),
                                        call.tensor(0),
                                        ImageTensors.layout(call.text(1, "CHW"))));
    }
}
