// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.annotation.Internal;

/**
 * What people want to know of a model: options with any names behind {@code card.}, such as {@code
 * card.licence}, {@code card.version} and {@code card.tags}. They do not change what the model
 * does.
 */
@Internal
public final class ModelCard {
    /** What the names of its options begin with. */
    public static final String PREFIX = "card.";

    private ModelCard() {}
}
