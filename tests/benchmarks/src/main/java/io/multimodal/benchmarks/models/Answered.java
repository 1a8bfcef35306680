// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import org.apache.flink.table.functions.ScalarFunction;

/** {@code ANSWERED(i)}: i, and notes that this row has its answer. Public for generated code. */
public final class Answered extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** Called by Flink. */
    public Long eval(Long row) {
        Arrivals.current().answered(row);
        return row;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }
}
