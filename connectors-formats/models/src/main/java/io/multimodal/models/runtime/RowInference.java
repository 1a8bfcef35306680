// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.internal.remember.PredictionCache;
import io.multimodal.models.internal.remember.RowCodec;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * What one subtask does with its rows: looks whether the prediction is known, lets the task prepare
 * the row, hands it to the model that all subtasks share, lets the task make a row of the output.
 * All of it happens in the model's threads, under the class loader of the job; {@link #infer} only
 * copies the values out of the row.
 */
public final class RowInference implements AutoCloseable {
    private final SharedModel model;
    private final SharedReader reader;
    private final ModelTask task;
    private final InputColumns columns;
    private final Optional<PredictionCache> predictions;
    private final RowFailures failures;
    private final RowMeter meter;
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final RowsInFlight inFlight = new RowsInFlight();
    private volatile boolean closed;

    /** Then the next one may be, too, and its image is not read ahead. */
    private volatile boolean lastWasRemembered;

    private RowInference(
            ModelSpec spec,
            RowFailures failures,
            SharedModel model,
            SharedReader reader,
            ModelTask task,
            RowMeter meter) {
        this.model = model;
        this.reader = reader;
        this.task = task;
        this.columns = new InputColumns(task.inputTypes());
        this.meter = meter;
        this.predictions =
                spec.isRemembered()
                        ? Optional.of(
                                new PredictionCache(
                                        reader.stores().main().records(),
                                        ContentId.ofHex(spec.digest()),
                                        task.identity(),
                                        new RowCodec(task.outputTypes())))
                        : Optional.empty();
        this.failures = failures;
    }

    /**
     * Loads the model, or joins those who have. Blocks.
     *
     * @throws ModelException if it cannot be loaded, or is another one than when the job was
     *     planned
     */
    public static RowInference open(ModelSpec spec, MetricGroup metrics) throws IOException {
        ModelCounters counters = ModelCounters.of(spec.name());
        PlannedTask planned;
        SharedModel model;
        try (ModelSource source = spec.open()) {
            planned = spec.plan(source);
            model =
                    SharedModel.acquire(
                            spec.name(),
                            source,
                            planned.binding(),
                            spec.runSettings(source, planned.binding()),
                            counters.device);
        }
        SharedReader reader = null;
        boolean opened = false;
        try {
            reader = SharedReader.acquire(spec.config());
            StoreGauges.register(reader.stores().counters(), metrics);
            RowInference inference =
                    new RowInference(
                            spec,
                            RowFailures.of(spec, metrics, reader.stores()),
                            model,
                            reader,
                            planned.task(),
                            RowMeter.of(
                                    counters,
                                    metrics.addGroup("model", spec.name()),
                                    model.batcher()));
            opened = true;
            return inference;
        } finally {
            if (!opened) {
                close(model, reader);
            }
        }
    }

    private static void close(SharedModel model, SharedReader reader) throws IOException {
        try (reader) {
            model.close();
        }
    }

    /**
     * The output row of an input row. Does not block; the input may be reused afterwards.
     *
     * @return completed with a row of NULLs where an input column is NULL, and where the failure
     *     policy says so; exceptionally where it says that the job is to fail
     */
    public CompletableFuture<RowData> infer(RowData row) {
        meter.row();
        if (columns.isNull(row)) {
            return CompletableFuture.completedFuture(nulls());
        }
        byte[] first = columns.object(row, 0);
        inFlight.enter().ifPresent(model.advice()::bounded);
        return computed(row)
                .handle((output, failure) -> failure == null ? output : judged(first, failure))
                .whenComplete((output, failure) -> inFlight.leave());
    }

    private CompletableFuture<RowData> computed(RowData row) {
        try {
            return input(row).thenCompose(this::compute);
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Input> input(RowData row) {
        try {
            InputRow values = columns.values(row);
            List<ObjectRef> references = InputColumns.references(values);
            boolean named = references.stream().allMatch(PredictionCache::isIdentity);
            return CompletableFuture.completedFuture(
                    new Input(
                            values,
                            references,
                            predictions
                                    .filter(any -> named)
                                    .map(known -> known.key(InputColumns.identity(values)))));
        } catch (InvalidReferenceException | MediaException e) {
            // Elsewhere, because a dead letter may have to be written.
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new CompletionException(e);
                    },
                    model.finishers());
        }
    }

    private CompletableFuture<RowData> compute(Input row) {
        CompletableFuture<RowData> mine = new CompletableFuture<>();
        CompletableFuture<RowData> running =
                row.key.map(key -> reader.inFlight().putIfAbsent(key, mine)).orElse(null);
        if (running != null) {
            return running.whenComplete((output, failure) -> meter.followed(failure == null))
                    .exceptionallyCompose(failure -> follow(row, causeOf(failure)));
        }
        try {
            start(row, mine);
        } catch (Throwable e) {
            // Whatever it is: equal rows may wait for this one already.
            end(row, mine, null, e);
        }
        return mine;
    }

    private void start(Input row, CompletableFuture<RowData> result) {
        if (row.key.isEmpty() || !lastWasRemembered) {
            row.references.forEach(reader.stores()::prefetch);
        }
        boolean started = false;
        model.batcher().announce();
        try {
            model.preparers().execute(() -> prepareInJob(row, result));
            started = true;
        } finally {
            if (!started) {
                model.batcher().abandon();
            }
        }
    }

    /**
     * Completes what was begun for a row. It is forgotten before it is completed: a follower whose
     * leader was abandoned begins anew while that one is being completed, and must not find it.
     */
    private void end(
            Input row, CompletableFuture<RowData> result, RowData output, Throwable failure) {
        row.key.ifPresent(key -> reader.inFlight().remove(key, result));
        if (failure == null) {
            result.complete(output);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private CompletableFuture<RowData> follow(Input row, Throwable failure) {
        // The subtask that computed it was closed, which is no reason for this one to fail.
        return failure instanceof AbandonedException && !closed
                ? compute(row)
                : CompletableFuture.failedFuture(failure);
    }

    /**
     * The threads are those of all jobs that use the model; the task's classes may be the job's.
     */
    private void prepareInJob(Input row, CompletableFuture<RowData> result) {
        try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
            prepare(row, result);
        }
    }

    private void prepare(Input row, CompletableFuture<RowData> result) {
        CompletableFuture<ModelOutput> output;
        PreparedRow prepared;
        boolean submitted = false;
        try {
            if (closed) {
                throw new AbandonedException();
            }
            Optional<RowData> known =
                    row.key.flatMap(key -> predictions.flatMap(remembered -> remembered.get(key)));
            lastWasRemembered = known.isPresent();
            if (known.isPresent()) {
                meter.remembered();
                end(row, result, known.get(), null);
                return;
            }
            long start = System.nanoTime();
            prepared = task.prepare(row.values, reader.media());
            int[] shape = prepared.shape();
            NativeBuffers.Lease input = written(prepared, shape);
            meter.prepared(System.nanoTime() - start);
            submitted = true;
            output = model.batcher().submit(input, shape);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(row, result, null, new AbandonedException());
            return;
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            end(row, result, null, e);
            return;
        } finally {
            if (!submitted) {
                model.batcher().abandon();
            }
        }
        // Where no finisher can be had, the row hears of that, too; else it is ended already.
        var unused =
                output.handleAsync(
                                (values, failure) -> finish(row, prepared, values, failure, result),
                                model.finishers())
                        .exceptionally(
                                failure -> {
                                    end(row, result, null, causeOf(failure));
                                    return null;
                                });
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

    private Void finish(
            Input row,
            PreparedRow prepared,
            ModelOutput values,
            Throwable failure,
            CompletableFuture<RowData> result) {
        try {
            if (failure != null) {
                throw failure;
            }
            RowData output = decoded(prepared, values);
            row.key.ifPresent(key -> predictions.ifPresent(known -> known.put(key, output)));
            meter.computed();
            end(row, result, output, null);
        } catch (ModelException e) {
            // A model that does not fit is no bad image, and fails the job whatever the policy
            // says.
            boolean ofImage = e.isOfInput() && task.takesInputsOfManyShapes();
            end(
                    row,
                    result,
                    null,
                    ofImage ? new MediaException(ErrorCode.UNSUPPORTED, e.getMessage(), e) : e);
        } catch (Throwable e) {
            end(row, result, null, e);
        }
        return null;
    }

    private RowData judged(byte[] bytes, Throwable failure) {
        meter.failed();
        failures.judge(bytes, causeOf(failure));
        return nulls();
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private RowData decoded(PreparedRow prepared, ModelOutput values) throws ModelException {
        try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
            return prepared.decode(values);
        }
    }

    private RowData nulls() {
        return new GenericRowData(task.outputTypes().size());
    }

    /** Abandons rows that wait, waits for those that run, and gives the model up. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        // They use memory that is freed next.
        inFlight.awaitNone();
        close(model, reader);
    }

    /**
     * A row that is to be inferred.
     *
     * @param references of its values
     * @param key under which the prediction is remembered; empty where it cannot be
     */
    private record Input(InputRow values, List<ObjectRef> references, Optional<ContentId> key) {}

    /** The subtask was closed before the row's turn came. */
    private static final class AbandonedException extends Exception {
        private static final long serialVersionUID = 1L;

        private AbandonedException() {
            super("The subtask was closed before the row's turn came");
        }
    }
}
