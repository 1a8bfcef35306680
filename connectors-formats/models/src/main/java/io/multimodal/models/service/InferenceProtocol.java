// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

/** Names of the Open Inference Protocol, version 2, and of what this project adds to it. */
public final class InferenceProtocol {
    /** The header that says how many bytes of a body are JSON; tensors follow behind them. */
    public static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    /** The output that holds whole rows, with their NULLs, for clients of this project. */
    public static final String ROW = "multimodal.row";

    private InferenceProtocol() {}
}
