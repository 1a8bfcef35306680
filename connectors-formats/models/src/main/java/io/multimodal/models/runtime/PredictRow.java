// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.PredictFunction;

/**
 * One row at a time, for {@code MAP['async', 'false']}: batches form across subtasks only. Public
 * because generated code calls it.
 */
public final class PredictRow extends PredictFunction {
    private static final long serialVersionUID = 1L;

    private final RowModel model;
    private transient RowInference inference;

    PredictRow(RowModel model) {
        this.model = model;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        inference = RowInference.open(model, context.getMetricGroup());
    }

    @Override
    public Collection<RowData> predict(RowData row) {
        try {
            return List.of(inference.infer(row).get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new java.io.InterruptedIOException("Waiting for the model was interrupted"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() throws Exception {
        if (inference != null) {
            inference.close();
        }
    }
}
