// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.internal.remember.PredictionCache;
import io.multimodal.models.internal.remember.RowCodec;
import io.multimodal.models.internal.remember.RowReferences;
import io.multimodal.models.runtime.input.RowSubject;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * What one subtask does with its rows: looks whether the prediction is known, lets the model
 * compute those that are not, remembers them, counts, and applies the failure policy. All of it
 * happens in the model's threads, under the class loader of the job; {@link #infer} only copies the
 * values out of the row.
 */
public final class RowInference implements AutoCloseable {
    private final RowComputer computer;
    private final SharedReader reader;
    private final Optional<PredictionCache> predictions;
    private final RowReferences references;
    private final RowFailures failures;
    private final RowMeter meter;
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final RowsInFlight inFlight = new RowsInFlight();
    private volatile boolean closed;

    /** Then the next one may be, too, and its image is not read ahead. */
    private volatile boolean lastWasRemembered;

    private RowInference(
            RowModel model,
            RowFailures failures,
            RowComputer computer,
            SharedReader reader,
            RowMeter meter) {
        this.computer = computer;
        this.reader = reader;
        this.meter = meter;
        this.predictions =
                model.isRemembered()
                        ? Optional.of(
                                new PredictionCache(
                                        reader.stores().main().records(),
                                        ContentId.ofHex(model.digest()),
                                        computer.identity(),
                                        new RowCodec(computer.outputTypes())))
                        : Optional.empty();
        this.references = new RowReferences(computer.outputTypes());
        this.failures = failures;
    }

    /**
     * Loads the model, or joins those who have. Blocks.
     *
     * @throws io.multimodal.models.spi.ModelException if it cannot be loaded, or is another one
     *     than when the job was planned
     */
    public static RowInference open(RowModel model, MetricGroup metrics) throws IOException {
        ModelCounters counters = ModelCounters.of(model.name());
        SharedReader reader = SharedReader.acquire(model.config());
        RowComputer computer = null;
        boolean opened = false;
        try {
            StoreGauges.register(reader.stores().counters(), metrics);
            MetricGroup ofModel = metrics.addGroup("model", model.name());
            computer = model.open(reader, counters, ofModel);
            RowInference inference =
                    new RowInference(
                            model,
                            RowFailures.of(model, metrics, reader.stores()),
                            computer,
                            reader,
                            new RowMeter(counters, ofModel));
            opened = true;
            return inference;
        } finally {
            if (!opened) {
                close(computer, reader);
            }
        }
    }

    private static void close(RowComputer computer, SharedReader reader) throws IOException {
        try (reader) {
            if (computer != null) {
                computer.close();
            }
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
        if (computer.isNull(row)) {
            return CompletableFuture.completedFuture(nulls());
        }
        RowSubject subject = computer.subject(row);
        inFlight.enter().ifPresent(computer::bounded);
        return computed(row)
                .handle((output, failure) -> failure == null ? output : judged(subject, failure))
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
            CapturedRow values = computer.capture(row);
            boolean named = values.references().stream().allMatch(PredictionCache::isIdentity);
            return CompletableFuture.completedFuture(
                    new Input(
                            values,
                            predictions
                                    .filter(any -> named)
                                    .map(known -> known.key(values.identity()))));
        } catch (InvalidReferenceException | MediaException e) {
            // Elsewhere, because a dead letter may have to be written.
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new CompletionException(e);
                    },
                    computer.finishers());
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
            row.values.references().forEach(reader.stores()::prefetch);
        }
        boolean started = false;
        computer.announce();
        try {
            computer.preparers().execute(() -> runInJob(row, result));
            started = true;
        } finally {
            if (!started) {
                computer.abandon();
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
    private void runInJob(Input row, CompletableFuture<RowData> result) {
        try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
            run(row, result);
        }
    }

    private void run(Input row, CompletableFuture<RowData> result) {
        CompletableFuture<RowData> output;
        boolean begun = false;
        try {
            if (closed) {
                throw new AbandonedException();
            }
            Optional<RowData> known = remembered(row);
            lastWasRemembered = known.isPresent();
            if (known.isPresent()) {
                meter.remembered();
                end(row, result, known.get(), null);
                return;
            }
            begun = true;
            output = row.values.compute();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(row, result, null, new AbandonedException());
            return;
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            end(row, result, null, e);
            return;
        } finally {
            if (!begun) {
                computer.abandon();
            }
        }
        var unused = output.whenComplete((values, failure) -> finish(row, values, failure, result));
    }

    /** Objects that it refers to may have been collected: then it is computed again. */
    private Optional<RowData> remembered(Input row) throws IOException, InvalidReferenceException {
        Optional<RowData> known =
                row.key.flatMap(key -> predictions.flatMap(remembered -> remembered.get(key)));
        if (known.isPresent()) {
            try {
                for (ObjectRef ref : references.of(known.get())) {
                    reader.stores().keep(ref);
                }
            } catch (ObjectNotFoundException | ObjectErasedException e) {
                return Optional.empty();
            }
        }
        return known;
    }

    private void finish(
            Input row, RowData output, Throwable failure, CompletableFuture<RowData> result) {
        if (failure != null) {
            end(row, result, null, causeOf(failure));
            return;
        }
        try {
            row.key.ifPresent(key -> predictions.ifPresent(known -> known.put(key, output)));
            meter.computed();
            end(row, result, output, null);
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            end(row, result, null, e);
        }
    }

    private RowData judged(RowSubject subject, Throwable failure) {
        meter.failed();
        failures.judge(subject, causeOf(failure));
        return nulls();
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private RowData nulls() {
        return new GenericRowData(computer.outputTypes().size());
    }

    /** Abandons rows that wait, waits for those that run, and gives the model up. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        computer.closing();
        // They use memory that is freed next.
        inFlight.awaitNone();
        close(computer, reader);
    }

    /**
     * A row that is to be inferred.
     *
     * @param key under which the prediction is remembered; empty where it cannot be
     */
    private record Input(CapturedRow values, Optional<ContentId> key) {}
}
