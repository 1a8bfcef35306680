// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import org.apache.flink.table.functions.ScalarFunction;

/** {@code ROW_DONE(x)}: x, and counts that it was there. Public for generated code. */
public final class RowDone extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    static final RowRate RATE = new RowRate();

    /** Called by Flink. */
    public String eval(String x) {
        RATE.row();
        return x;
    }
}
