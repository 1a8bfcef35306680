// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.spi.RunSettings;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once in the log that a model is idle because Flink gives its subtasks too few rows at once,
 * and which number to set. Thread-safe.
 */
public final class InFlightAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(InFlightAdvice.class);

    /** A model that idles less than this for want of rows is left alone. */
    private static final double WORTH_A_WORD = 0.2;

    private static final int BATCHES = 3;
    private static final int ROWS_OF_A_CORE = 2;

    private final String model;
    private final InferenceMeter meter;
    private final int rowsOfModel;
    private final AtomicInteger subtasks = new AtomicInteger();
    private final AtomicBoolean given = new AtomicBoolean();

    InFlightAdvice(String model, RunSettings settings, InferenceMeter meter) {
        this.model = model;
        this.meter = meter;
        int cores = Runtime.getRuntime().availableProcessors();
        this.rowsOfModel = Math.max(BATCHES * settings.maxBatchRows(), ROWS_OF_A_CORE * cores);
    }

    void join() {
        subtasks.incrementAndGet();
    }

    void leave() {
        subtasks.decrementAndGet();
    }

    /**
     * How many rows each subtask is to have in flight, at least: enough for three batches, and two
     * rows for each core.
     */
    int wanted() {
        int users = Math.max(1, subtasks.get());
        return (rowsOfModel + users - 1) / users;
    }

    /**
     * A subtask finds that it always has the same number of rows in flight.
     *
     * @return whether the log was told
     */
    public boolean bounded(int rows) {
        if (rows >= wanted() || meter.idleForInputShare() < WORTH_A_WORD) {
            return false;
        }
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        LOG.warn(
                "Model {} was idle {} % of the time for want of rows: each subtask has at most {} rows in flight. Set 'table.exec.async-ml-predict.max-concurrent-operations' = '{}', or call ML_PREDICT with MAP['max-concurrent-operations', '{}']",
                model, Math.round(100 * meter.idleForInputShare()), rows, wanted(), wanted());
        return true;
    }
}
