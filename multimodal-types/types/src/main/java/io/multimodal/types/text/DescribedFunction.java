// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.text;

import io.multimodal.annotation.Public;

/**
 * A function that describes itself, for {@code DESCRIBE FUNCTION EXTENDED}, since Flink prints
 * neither the result of a function nor what it does. Implementations are thread-safe.
 */
@Public
public interface DescribedFunction {
    /** Name and arguments as SQL spells them, {@code IMAGE_BLUR(img IMAGE, deviation DOUBLE)}. */
    String signature();

    /** The type of the result as SQL spells it. */
    String resultText();

    /** What the function does, in a sentence or a few. */
    String sentence();
}
