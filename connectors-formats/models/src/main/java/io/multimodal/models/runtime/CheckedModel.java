// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.types.config.ConcurrentRows;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;

/** A checked model, synchronous and asynchronous; Flink prefers the latter. */
public final class CheckedModel
        implements PredictRuntimeProvider, AsyncPredictRuntimeProvider, ConcurrentRows {
    private final RowModel model;

    /** A model that planning has checked. */
    public CheckedModel(RowModel model) {
        this.model = model;
    }

    /** What planning has checked. */
    public RowModel model() {
        return model;
    }

    @Override
    public PredictFunction createPredictFunction(Context context) {
        return new PredictRow(model);
    }

    @Override
    public AsyncPredictFunction createAsyncPredictFunction(Context context) {
        return new PredictRows(model);
    }

    @Override
    public int rowsInFlight() {
        return model.rowsInFlight();
    }

    @Override
    public ModelProvider copy() {
        return new CheckedModel(model);
    }
}
