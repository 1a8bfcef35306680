// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How multimodal values and references travel through DataStream jobs and survive upgrades. Start
 * at {@link io.multimodal.serializers.MultimodalSerializers}.
 *
 * <p>{@code DataStream<Image>} needs nothing but this module on the class path: the value classes
 * find their type information themselves. References are given theirs by name:
 *
 * <pre>{@code
 * stream.map(image -> image.reference()).returns(ObjectRefTypeInfo.INSTANCE)
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.serializers;

import io.multimodal.annotation.Internal;
