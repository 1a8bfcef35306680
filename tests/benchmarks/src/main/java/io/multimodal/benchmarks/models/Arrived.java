// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import org.apache.flink.table.functions.ScalarFunction;

/** {@code ARRIVED(i)}: i, when that row is due. Public for generated code. */
public final class Arrived extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** Called by Flink. */
    public Long eval(Long row) throws InterruptedException {
        Arrivals.current().await(row);
        return row;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }
}
