// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * Rows as tensors: lets the task prepare a row, hands it to the model that all subtasks share, and
 * lets the task make a row of the output.
 */
final class TensorRows implements RowComputer {
    private final SharedModel model;
    private final SharedReader reader;
    private final ModelTask task;
    private final InputColumns columns;
    private final ModelCounters counters;
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();

    private TensorRows(
            SharedModel model, SharedReader reader, ModelTask task, ModelCounters counters) {
        this.model = model;
        this.reader = reader;
        this.task = task;
        this.columns = new InputColumns(task.inputTypes());
        this.counters = counters;
    }

    static TensorRows open(
            ModelSpec spec, SharedReader reader, ModelCounters counters, MetricGroup metrics)
            throws IOException {
        try (ModelSource source = spec.open()) {
            PlannedTask planned = spec.plan(source);
            SharedModel model =
                    SharedModel.acquire(
                            spec.name(),
                            source,
                            planned.binding(),
                            spec.runSettings(source, planned.binding()),
                            counters.device);
            boolean opened = false;
            try {
                DeviceGauges.register(counters, model.batcher(), metrics);
                TensorRows rows = new TensorRows(model, reader, planned.task(), counters);
                opened = true;
                return rows;
            } finally {
                if (!opened) {
                    model.close();
                }
            }
        }
    }

    @Override
    public List<LogicalType> outputTypes() {
        return task.outputTypes();
    }

    @Override
    public String identity() {
        return task.identity();
    }

    @Override
    public boolean isNull(RowData row) {
        return columns.isNull(row);
    }

    @Override
    public RowSubject subject(RowData row) {
        return new RowSubject.Medium(columns.object(row, 0));
    }

    @Override
    public CapturedRow capture(RowData row) throws InvalidReferenceException, MediaException {
        InputRow values = columns.values(row);
        return new Captured(values, InputColumns.references(values));
    }

    @Override
    public Executor preparers() {
        return model.preparers();
    }

    @Override
    public Executor finishers() {
        return model.finishers();
    }

    @Override
    public void announce() {
        model.batcher().announce();
    }

    @Override
    public void abandon() {
        model.batcher().abandon();
    }

    @Override
    public void bounded(int rows) {
        var unused = model.advice().bounded(rows);
    }

    @Override
    public void close() throws IOException {
        model.close();
    }

    /** A row of media. */
    private final class Captured implements CapturedRow {
        private final InputRow values;
        private final List<ObjectRef> references;

        Captured(InputRow values, List<ObjectRef> references) {
            this.values = values;
            this.references = references;
        }

        @Override
        public List<ObjectRef> references() {
            return references;
        }

        @Override
        public byte[] identity() {
            return InputColumns.identity(values);
        }

        @Override
        public CompletableFuture<RowData> compute()
                throws IOException, InvalidReferenceException, InterruptedException {
            CompletableFuture<ModelOutput> output;
            PreparedRow prepared;
            boolean submitted = false;
            try {
                long start = System.nanoTime();
                prepared = task.prepare(values, reader.media());
                int[] shape = prepared.shape();
                NativeBuffers.Lease input = written(prepared, shape);
                counters.prepareNanos.add(System.nanoTime() - start);
                submitted = true;
                output = model.batcher().submit(input, shape);
            } finally {
                if (!submitted) {
                    model.batcher().abandon();
                }
            }
            return output.handleAsync(
                    (tensors, failure) -> finish(prepared, tensors, failure), model.finishers());
        }
    }

    private NativeBuffers.Lease written(PreparedRow prepared, int... shape)
            throws IOException, InvalidReferenceException, InterruptedException {
        int elements = 1;
        for (int length : shape) {
            elements = Math.multiplyExact(elements, length);
        }
        NativeBuffers.Lease input = model.buffers().acquire(elements);
        boolean written = false;
        try {
            prepared.write(input.floats());
            written = true;
            return input;
        } finally {
            if (!written) {
                input.close();
            }
        }
    }

    private RowData finish(PreparedRow prepared, ModelOutput tensors, Throwable failure) {
        try {
            if (failure != null) {
                throw failure;
            }
            return decoded(prepared, tensors);
        } catch (ModelException e) {
            // A model that does not fit is no bad image, and fails the job whatever the policy
            // says.
            boolean ofImage = e.isOfInput() && task.takesInputsOfManyShapes();
            throw new CompletionException(
                    ofImage ? new MediaException(ErrorCode.UNSUPPORTED, e.getMessage(), e) : e);
        } catch (Throwable e) {
            throw new CompletionException(e);
        }
    }

    private RowData decoded(PreparedRow prepared, ModelOutput tensors) throws ModelException {
        try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
            return prepared.decode(tensors);
        }
    }
}
