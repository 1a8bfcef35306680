// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;

/** The device that runs a model. */
@Public
public enum Device {
    CPU("cpu"),
    /** An NVIDIA GPU; the provider {@code onnx} needs the GPU build of ONNX Runtime for it. */
    CUDA("cuda");

    private final String word;

    Device(String word) {
        this.word = word;
    }

    /** The value as options spell it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }
}
