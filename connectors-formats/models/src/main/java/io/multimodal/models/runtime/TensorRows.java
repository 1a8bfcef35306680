// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.runtime.batch.NativeBuffers;
import io.multimodal.models.runtime.batch.RowShape;
import io.multimodal.models.runtime.batch.SharedModel;
import io.multimodal.models.runtime.input.InputColumns;
import io.multimodal.models.runtime.input.RowSubject;
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

    private volatile boolean closing;

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
        return columns.subject(row);
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
    public void closing() {
        closing = true;
    }

    @Override
    public void close() throws IOException {
        model.close();
    }

    /** A row that was not computed yet. */
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
            PreparedRow prepared;
            boolean done = false;
            try {
                long start = System.nanoTime();
                prepared = task.prepare(values, reader.media());
                counters.prepareNanos.add(System.nanoTime() - start);
                done = true;
            } finally {
                if (!done) {
                    model.batcher().abandon();
                }
            }
            return new Run(prepared).begin();
        }
    }

    /** A row that is being run through the model, as often as its task wants. */
    private final class Run {
        private final PreparedRow prepared;
        private final CompletableFuture<RowData> result = new CompletableFuture<>();

        Run(PreparedRow prepared) {
            this.prepared = prepared;
        }

        /** The first run; the row is announced. */
        CompletableFuture<RowData> begin()
                throws IOException, InvalidReferenceException, InterruptedException {
            boolean begun = false;
            try {
                submit();
                begun = true;
                return result.whenComplete((row, failure) -> prepared.close());
            } finally {
                if (!begun) {
                    prepared.close();
                }
            }
        }

        private void submit() throws IOException, InvalidReferenceException, InterruptedException {
            CompletableFuture<ModelOutput> output;
            boolean submitted = false;
            try {
                long start = System.nanoTime();
                RowShape shape = new RowShape(prepared.inputs());
                NativeBuffers.Lease input = written(prepared, shape);
                counters.prepareNanos.add(System.nanoTime() - start);
                submitted = true;
                output = model.batcher().submit(input, shape);
            } finally {
                if (!submitted) {
                    model.batcher().abandon();
                }
            }
            // Where no finisher can be had, the row hears of that, too; else it is ended already.
            var unused =
                    output.handleAsync(this::finish, model.finishers())
                            .exceptionally(
                                    failure -> {
                                        result.completeExceptionally(failure);
                                        return null;
                                    });
        }

        private Void finish(ModelOutput tensors, Throwable failure) {
            try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
                if (failure != null) {
                    throw failure;
                }
                if (prepared.continues(tensors)) {
                    again();
                } else {
                    result.complete(prepared.decode(tensors));
                }
            } catch (ModelException e) {
                // A model that does not fit is no bad image, and fails the job whatever the policy
                // says.
                boolean ofRow = e.isOfInput() && task.takesInputsOfManyShapes();
                result.completeExceptionally(
                        e.ofRow()
                                .<IOException>map(known -> known)
                                .orElseGet(
                                        () ->
                                                ofRow
                                                        ? new MediaException(
                                                                ErrorCode.UNSUPPORTED,
                                                                e.getMessage(),
                                                                e)
                                                        : e));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
            return null;
        }

        private void again() throws AbandonedException {
            if (closing) {
                throw new AbandonedException();
            }
            boolean started = false;
            model.batcher().announce();
            try {
                model.preparers().execute(this::submitInJob);
                started = true;
            } finally {
                if (!started) {
                    model.batcher().abandon();
                }
            }
        }

        private void submitInJob() {
            try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
                submit();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(new AbandonedException());
            } catch (Throwable e) {
                // Whatever it is, the row must hear of it.
                result.completeExceptionally(e);
            }
        }
    }

    private NativeBuffers.Lease written(PreparedRow prepared, RowShape shape)
            throws IOException, InvalidReferenceException, InterruptedException {
        NativeBuffers.Lease input = model.buffers().acquire(floats(shape));
        boolean written = false;
        try {
            prepared.write(shape.parts(input, 1));
            written = true;
            return input;
        } finally {
            if (!written) {
                input.close();
            }
        }
    }

    private static int floats(RowShape shape) throws MediaException {
        try {
            return shape.floats(1);
        } catch (ArithmeticException e) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The inputs %s take 2 GiB or more; an input has less".formatted(shape),
                    e);
        }
    }
}
