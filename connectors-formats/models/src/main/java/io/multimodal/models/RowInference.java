// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.onnx.ModelException;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.ModelOutput;
import io.multimodal.models.internal.onnx.NativeBuffers;
import io.multimodal.models.internal.onnx.SharedModel;
import io.multimodal.models.internal.remember.PredictionCache;
import io.multimodal.models.internal.remember.RowCodec;
import io.multimodal.models.internal.task.Task;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.ImageType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * What one subtask does with its rows: looks whether the prediction is known, reads and decodes the
 * image, hands it to the model that all subtasks share, makes a row of the output. All of it
 * happens in the model's threads; {@link #infer} only copies the reference out of the row.
 */
final class RowInference implements AutoCloseable {
    private static final int IMAGE_ATTRIBUTES = ImageType.TYPE.attributes().size();

    private final SharedModel model;
    private final SharedReader reader;
    private final Task task;
    private final Optional<PredictionCache> memo;
    private final RowFailures failures;
    private final RowMeter meter;
    private int rowsInFlight;
    private volatile boolean closed;

    /** Then the next one may be, too, and its image is not read ahead. */
    private volatile boolean lastWasRemembered;

    private RowInference(
            ModelSpec spec,
            RowFailures failures,
            SharedModel model,
            SharedReader reader,
            Task task,
            RowMeter meter) {
        this.model = model;
        this.reader = reader;
        this.task = task;
        this.meter = meter;
        this.memo =
                spec.options().get(OnnxModelOptions.CACHE)
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
    static RowInference open(ModelSpec spec, MetricGroup metrics) throws IOException {
        ModelStatistics.Counters counters = ModelStatistics.counters(spec.name());
        TaskOptions.Planned planned;
        SharedModel model;
        try (ModelFile file = ModelFiles.read(spec.path(), spec.config().store())) {
            if (!file.digest().hex().equals(spec.digest())) {
                throw new ModelException(
                        "The model at '"
                                + spec.path()
                                + "' has changed since the job was planned: its digest was sha256:"
                                + spec.digest()
                                + " and is "
                                + file.digest()
                                + "; submit the job again");
            }
            planned = new TaskOptions(spec.options(), spec.signature(), file.bytes()).plan();
            model =
                    SharedModel.acquire(
                            spec.name(),
                            file,
                            planned.binding(),
                            spec.runSettings(),
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
                            RowMeter.of(counters, metrics.addGroup("model", spec.name())));
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
     * The output row of an input row, whose one column is an IMAGE. Does not block; the input may
     * be reused afterwards.
     *
     * @return completed with a row of NULLs for a NULL image, and where the failure policy says so;
     *     exceptionally where it says that the job is to fail
     */
    CompletableFuture<RowData> infer(RowData row) {
        meter.row();
        RowData image = row.isNullAt(0) ? null : row.getRow(0, IMAGE_ATTRIBUTES);
        if (image == null || image.isNullAt(ImageType.OBJECT)) {
            return CompletableFuture.completedFuture(nulls());
        }
        byte[] bytes = image.getBinary(ImageType.OBJECT);
        enter();
        return computed(bytes)
                .handle((output, failure) -> failure == null ? output : judged(bytes, failure))
                .whenComplete((output, failure) -> leave());
    }

    private CompletableFuture<RowData> computed(byte[] bytes) {
        try {
            return picture(bytes).thenCompose(this::compute);
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Picture> picture(byte[] bytes) {
        try {
            ObjectRef reference = ObjectRef.fromBytes(bytes);
            return CompletableFuture.completedFuture(
                    new Picture(
                            reference,
                            memo.filter(any -> PredictionCache.isIdentity(reference))
                                    .map(known -> known.key(bytes))));
        } catch (InvalidReferenceException e) {
            // Elsewhere, because a dead letter may have to be written.
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new CompletionException(e);
                    },
                    model.finishers());
        }
    }

    private CompletableFuture<RowData> compute(Picture picture) {
        CompletableFuture<RowData> mine = new CompletableFuture<>();
        CompletableFuture<RowData> running =
                picture.key.map(key -> reader.inFlight().putIfAbsent(key, mine)).orElse(null);
        if (running != null) {
            return running.whenComplete((output, failure) -> meter.followed(failure == null))
                    .exceptionallyCompose(failure -> follow(picture, causeOf(failure)));
        }
        try {
            start(picture, mine);
        } catch (Throwable e) {
            // Whatever it is: equal rows may wait for this one already.
            end(picture, mine, null, e);
        }
        return mine;
    }

    private void start(Picture picture, CompletableFuture<RowData> result) {
        if (picture.key.isEmpty() || !lastWasRemembered) {
            reader.stores().prefetch(picture.reference);
        }
        boolean started = false;
        model.batcher().announce();
        try {
            model.preparers().execute(() -> prepare(picture, result));
            started = true;
        } finally {
            if (!started) {
                model.batcher().abandon();
            }
        }
    }

    /**
     * Completes what was begun for an image. It is forgotten before it is completed: a follower
     * whose leader was abandoned begins anew while that one is being completed, and must not find
     * it.
     */
    private void end(
            Picture picture, CompletableFuture<RowData> result, RowData output, Throwable failure) {
        picture.key.ifPresent(key -> reader.inFlight().remove(key, result));
        if (failure == null) {
            result.complete(output);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private CompletableFuture<RowData> follow(Picture picture, Throwable failure) {
        // The subtask that computed it was closed, which is no reason for this one to fail.
        return failure instanceof AbandonedException && !closed
                ? compute(picture)
                : CompletableFuture.failedFuture(failure);
    }

    private void prepare(Picture picture, CompletableFuture<RowData> result) {
        CompletableFuture<ModelOutput> output;
        ImageSize size;
        boolean submitted = false;
        try {
            if (closed) {
                throw new AbandonedException();
            }
            Optional<RowData> known =
                    picture.key.flatMap(key -> memo.flatMap(remembered -> remembered.get(key)));
            lastWasRemembered = known.isPresent();
            if (known.isPresent()) {
                meter.remembered();
                end(picture, result, known.get(), null);
                return;
            }
            long start = System.nanoTime();
            size = reader.images().size(picture.reference);
            TensorSpec spec = task.input(size);
            NativeBuffers.Lease input = rendered(picture.reference, spec);
            meter.prepared(System.nanoTime() - start);
            submitted = true;
            output = model.batcher().submit(input, shape(spec));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(picture, result, null, new AbandonedException());
            return;
        } catch (Throwable e) {
            // Whatever it is, the row must hear of it.
            end(picture, result, null, e);
            return;
        } finally {
            if (!submitted) {
                model.batcher().abandon();
            }
        }
        // Where no finisher can be had, the row hears of that, too; else it is ended already.
        var unused =
                output.handleAsync(
                                (values, failure) -> finish(picture, size, values, failure, result),
                                model.finishers())
                        .exceptionally(
                                failure -> {
                                    end(picture, result, null, causeOf(failure));
                                    return null;
                                });
    }

    private NativeBuffers.Lease rendered(ObjectRef reference, TensorSpec spec)
            throws IOException, InterruptedException {
        NativeBuffers.Lease input = model.buffers().acquire(Math.toIntExact(spec.elements()));
        boolean rendered = false;
        try {
            reader.images().render(reference, spec, input.floats());
            rendered = true;
            return input;
        } finally {
            if (!rendered) {
                input.close();
            }
        }
    }

    private static int[] shape(TensorSpec spec) {
        return switch (spec.layout()) {
            case CHW ->
                    new int[] {spec.channels().count(), spec.paddedHeight(), spec.paddedWidth()};
            case HWC ->
                    new int[] {spec.paddedHeight(), spec.paddedWidth(), spec.channels().count()};
        };
    }

    private Void finish(
            Picture picture,
            ImageSize size,
            ModelOutput values,
            Throwable failure,
            CompletableFuture<RowData> result) {
        try {
            if (failure != null) {
                throw failure;
            }
            RowData output = task.decode(values, size);
            picture.key.ifPresent(key -> memo.ifPresent(known -> known.put(key, output)));
            meter.computed();
            end(picture, result, output, null);
        } catch (ModelException e) {
            // A model that does not fit is no bad image, and fails the job whatever the policy
            // says.
            boolean ofImage = e.isOfInput() && task.takesInputsOfManyShapes();
            end(
                    picture,
                    result,
                    null,
                    ofImage ? new MediaException(ErrorCode.UNSUPPORTED, e.getMessage(), e) : e);
        } catch (Throwable e) {
            end(picture, result, null, e);
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

    private RowData nulls() {
        return new GenericRowData(task.outputTypes().size());
    }

    private synchronized void enter() {
        rowsInFlight++;
    }

    private synchronized void leave() {
        rowsInFlight--;
        notifyAll();
    }

    /** Abandons rows that wait, waits for those that run, and gives the model up. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = false;
        synchronized (this) {
            while (rowsInFlight > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // Rows in flight use memory that is freed next.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        close(model, reader);
    }

    /**
     * An image that is to be inferred.
     *
     * @param key under which the prediction is remembered; empty where it cannot be
     */
    private record Picture(ObjectRef reference, Optional<ContentId> key) {}

    /** The subtask was closed before the row's turn came. */
    private static final class AbandonedException extends Exception {
        private static final long serialVersionUID = 1L;

        private AbandonedException() {
            super("The subtask was closed before the image's turn came");
        }
    }
}
