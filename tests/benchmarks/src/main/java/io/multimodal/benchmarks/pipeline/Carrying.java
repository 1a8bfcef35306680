// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

/** How an object goes through the pipeline. */
enum Carrying {
    /** Stock Flink: a column of BYTES. */
    BYTES("BYTES"),
    /** Put into the store where it enters; what leaves is a reference. */
    REFERENCE("by reference"),
    /** As a reference, and the sink reads and verifies every object. */
    REFERENCE_READ("by reference, all read at the sink"),
    /** Objects that an earlier pipeline has stored. */
    REFERENCE_STORED("by reference, stored before");

    private final String text;

    Carrying(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
