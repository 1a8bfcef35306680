// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.util.List;

/** A model that negates one float; to try a device. */
final class ProbeModel {
    /** The name of its input. */
    static final String INPUT = "x";

    private static final String OUTPUT = "y";

    private ProbeModel() {}

    static byte[] bytes() {
        return new OnnxWriter("probe")
                .input(INPUT, OnnxWriter.FLOAT, 1)
                .operation("Neg", List.of(INPUT), OUTPUT)
                .output(OUTPUT, OnnxWriter.FLOAT, 1)
                .toByteArray();
    }
}
