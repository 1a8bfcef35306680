// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What a function over media is: said once, in a {@link io.multimodal.functions.spec.FunctionSpec},
 * from which the SQL function, its {@code TRY_} form, the Table API's method and the documentation
 * are made.
 *
 * <pre>{@code
 * FunctionSpec.lazy("IMAGE_FLIP")
 *         .description("An image mirrored left to right.")
 *         .argument("img", ImageType.TYPE.dataType(), "the image")
 *         .returns(ImageType.TYPE.dataType())
 *         .example("IMAGE_FLIP(img).width", "101")
 *         .implementation(call -> ImageFunctions.flip(call.image(0)));
 * }</pre>
 */
package io.multimodal.functions.spec;
