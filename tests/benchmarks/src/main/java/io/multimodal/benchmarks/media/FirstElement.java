// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.functions.MediaScalarFunction;
import io.multimodal.types.Tensor;
import java.nio.FloatBuffer;

/**
 * {@code FIRST_ELEMENT(t)}: reads a tensor into the buffer of a model and gives the first value of
 * it. Public for generated code.
 */
public final class FirstElement extends MediaScalarFunction {
    private static final long serialVersionUID = 1L;

    static final RowRate RATE = new RowRate();

    private transient FloatBuffer buffer;

    /** Called by Flink. */
    public Float eval(Tensor tensor) throws Exception {
        if (buffer == null) {
            buffer = FirstPixel.tensor(DecodeToTensor.WHOLE);
        }
        media().tensors().write(tensor.reference(), buffer);
        RATE.row();
        return buffer.get(0);
    }
}
