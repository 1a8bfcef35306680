// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import io.multimodal.functions.spec.FunctionSpec;
import java.util.List;

/** The functions over tensors. */
public final class TensorSpecs {
    private TensorSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        return List.of();
    }
}
