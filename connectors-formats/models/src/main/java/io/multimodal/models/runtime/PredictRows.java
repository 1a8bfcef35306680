// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.FunctionContext;

/** Many rows in flight: what fills batches. Public because generated code calls it. */
public final class PredictRows extends AsyncPredictFunction {
    private static final long serialVersionUID = 1L;

    private final RowModel model;
    private transient RowInference inference;

    public PredictRows(RowModel model) {
        this.model = model;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        inference = RowInference.open(model, context.getMetricGroup());
    }

    @Override
    public CompletableFuture<Collection<RowData>> asyncPredict(RowData row) {
        return inference.infer(row).thenApply(List::of);
    }

    @Override
    public void close() throws Exception {
        if (inference != null) {
            inference.close();
        }
    }
}
