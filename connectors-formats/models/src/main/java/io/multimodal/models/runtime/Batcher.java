// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.RunSettings;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Makes batches of rows that arrive one at a time, from any number of callers. Whenever a lane (a
 * thread that runs batches) is idle it takes what waits: rows of one shape, the longest waiting
 * first, its share of them where other lanes are there too. So batches grow with the load, and a
 * lone row does not wait.
 *
 * <p>Only while other rows are being prepared, and only up to the longest wait, does a lane hold
 * back for a fuller batch.
 */
public final class Batcher implements AutoCloseable {
    /** A batch stays below this, so that it neither outgrows memory nor an {@code int}. */
    private static final long MAX_BATCH_BYTES = 256L << 20;

    private final BatchRunner runner;
    private final RunSettings settings;
    private final InferenceMeter meter;
    private final Map<Shape, Deque<Waiting>> waiting = new LinkedHashMap<>();
    private final List<Thread> lanes = new ArrayList<>();
    private int rowsInPreparation;
    private int lanesAlive;
    private boolean closed;

    /**
     * Starts the lanes.
     *
     * @param name for the threads
     */
    public Batcher(String name, BatchRunner runner, RunSettings settings, InferenceMeter meter) {
        this.runner = runner;
        this.settings = settings;
        this.meter = meter;
        this.lanesAlive = settings.concurrentRuns();
        for (int lane = 0; lane < settings.concurrentRuns(); lane++) {
            Thread thread = new Thread(this::runBatches, "model-" + name + "-" + lane);
            thread.setDaemon(true);
            lanes.add(thread);
            thread.start();
        }
    }

    /**
     * Tells that a row will come: lanes may wait for it. Each call needs one of {@link #submit} or
     * {@link #abandon}.
     */
    public synchronized void announce() {
        rowsInPreparation++;
    }

    /** Tells that an announced row will not come. */
    public synchronized void abandon() {
        rowsInPreparation--;
        notifyAll();
    }

    /**
     * Hands an announced row over. The buffer is given back when the row has run.
     *
     * @param shape of the row, without the batch dimension
     * @return completed on a lane, so what follows must be short; exceptionally with what the
     *     runner threw, such as a {@link ModelException} or an {@link Error}, or with a {@link
     *     CancellationException} where this is closed first
     */
    public CompletableFuture<ModelOutput> submit(NativeBuffers.Lease input, int... shape) {
        Waiting row = new Waiting(input, new CompletableFuture<>(), System.nanoTime());
        synchronized (this) {
            rowsInPreparation--;
            if (!closed) {
                waiting.computeIfAbsent(new Shape(shape), unseen -> new ArrayDeque<>()).add(row);
                notifyAll();
                return row.output;
            }
        }
        row.cancel();
        return row.output;
    }

    private void runBatches() {
        try (NativeBuffers gathered = new NativeBuffers(MAX_BATCH_BYTES)) {
            for (Batch batch = take(); batch != null; batch = take()) {
                long start = System.nanoTime();
                run(batch, gathered);
                meter.batch(batch.rows.size(), System.nanoTime() - start, start - batch.oldest());
            }
        } catch (InterruptedException e) {
            // Nobody but a closing JVM interrupts a lane.
            Thread.currentThread().interrupt();
        } finally {
            endLane();
        }
    }

    /** When no lane is left, present and future callers do not wait for one. */
    private void endLane() {
        List<Waiting> left = new ArrayList<>();
        synchronized (this) {
            lanesAlive--;
            if (lanesAlive == 0) {
                closed = true;
                waiting.values().forEach(left::addAll);
                waiting.clear();
            }
        }
        left.forEach(Waiting::cancel);
    }

    /** The next batch; null when there will be none. */
    private synchronized Batch take() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            long untilNextNanos = Long.MAX_VALUE;
            Map.Entry<Shape, Deque<Waiting>> due = null;
            for (Map.Entry<Shape, Deque<Waiting>> group : waiting.entrySet()) {
                long waited = now - group.getValue().peek().sinceNanos;
                long left = settings.maxBatchWait().toNanos() - waited;
                boolean ready =
                        left <= 0
                                || rowsInPreparation == 0
                                || closed
                                || group.getValue().size() >= mostRows(group.getKey());
                if (!ready) {
                    untilNextNanos = Math.min(untilNextNanos, left);
                } else if (due == null
                        || group.getValue().peek().sinceNanos - due.getValue().peek().sinceNanos
                                < 0) {
                    due = group;
                }
            }
            if (due != null) {
                return take(due.getKey(), due.getValue());
            }
            if (closed) {
                return null;
            }
            if (untilNextNanos == Long.MAX_VALUE) {
                wait();
            } else {
                // Rounded up: a wait of 0 is forever.
                wait(untilNextNanos / 1_000_000 + 1);
            }
        }
    }

    private Batch take(Shape shape, Deque<Waiting> group) {
        int share = (group.size() + settings.concurrentRuns() - 1) / settings.concurrentRuns();
        int count = Math.min(share, mostRows(shape));
        List<Waiting> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(group.remove());
        }
        if (group.isEmpty()) {
            waiting.remove(shape);
        }
        return new Batch(shape, rows);
    }

    private int mostRows(Shape shape) {
        long byBytes = Math.max(1, MAX_BATCH_BYTES / Math.max(1, shape.bytes()));
        return (int) Math.min(byBytes, settings.maxBatchRows());
    }

    /**
     * Runs a batch; every row of it hears how that went, whatever is thrown: an {@link Error} ends
     * neither the lane nor the wait of its rows.
     */
    private void run(Batch batch, NativeBuffers gathered) throws InterruptedException {
        boolean told = false;
        try {
            if (batch.rows.size() == 1) {
                runAlone(batch.shape, batch.rows.get(0));
            } else {
                runTogether(batch, gathered);
            }
            told = true;
        } finally {
            if (!told) {
                batch.rows.forEach(Waiting::cancel);
            }
        }
    }

    private void runTogether(Batch batch, NativeBuffers gathered) throws InterruptedException {
        int rowLength = (int) (batch.shape.bytes() / Float.BYTES);
        List<ModelOutput> outputs;
        try (NativeBuffers.Lease input = gathered.acquire(rowLength * batch.rows.size())) {
            FloatBuffer all = input.floats();
            batch.rows.forEach(row -> all.put(row.input.floats()));
            outputs = runner.run(all.flip(), batch.shape.ofRows(batch.rows.size()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // Whichever row is to blame, its mates must not suffer.
            batch.rows.forEach(row -> runAlone(batch.shape, row));
            return;
        }
        for (int i = 0; i < outputs.size(); i++) {
            batch.rows.get(i).input.close();
            batch.rows.get(i).output.complete(outputs.get(i));
        }
    }

    private void runAlone(Shape shape, Waiting row) {
        ModelOutput output;
        try (NativeBuffers.Lease input = row.input) {
            output = runner.run(input.floats(), shape.ofRows(1)).get(0);
        } catch (Throwable e) {
            row.output.completeExceptionally(e);
            return;
        }
        row.output.complete(output);
    }

    /** Runs what waits, refuses what comes, and waits for the lanes to end. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        for (Thread lane : lanes) {
            while (lane.isAlive()) {
                try {
                    lane.join();
                } catch (InterruptedException e) {
                    // The session must outlive its lanes; one batch is short.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Batch(Shape shape, List<Waiting> rows) {
        long oldest() {
            return rows.get(0).sinceNanos;
        }
    }

    private record Waiting(
            NativeBuffers.Lease input, CompletableFuture<ModelOutput> output, long sinceNanos) {
        void cancel() {
            input.close();
            output.completeExceptionally(new CancellationException("The model is being closed"));
        }
    }

    /** The shape of a row, as a key. */
    private static final class Shape {
        private final int[] lengths;

        private Shape(int... lengths) {
            this.lengths = lengths.clone();
        }

        private long bytes() {
            return Arrays.stream(lengths).asLongStream().reduce(Float.BYTES, Math::multiplyExact);
        }

        private long[] ofRows(int rows) {
            long[] shape = new long[lengths.length + 1];
            shape[0] = rows;
            for (int i = 0; i < lengths.length; i++) {
                shape[i + 1] = lengths[i];
            }
            return shape;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(lengths);
        }
    }
}
