// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.benchmarks.timing.RunTime;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code BEGUN(i)}: i, and notes when a job in this process read its first row: its models are
 * loaded then. Public for generated code.
 */
public final class Begun extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private static final AtomicReference<RunTime.Start> START = new AtomicReference<>();

    /** Called by Flink. */
    public Long eval(Long row) {
        if (START.get() == null) {
            START.compareAndSet(null, RunTime.start());
        }
        return row;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    /** A job comes next. */
    static void await() {
        START.set(null);
    }

    /** When that job read its first row. */
    static RunTime.Start start() {
        return START.get();
    }
}
