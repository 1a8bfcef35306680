// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.internal.cuda.MemoryLock;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.RunSettings;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 *
 * <p>Where batches have fixed sizes, as on a GPU, they are filled up with zeros, each shape and
 * size runs once before the first row, and lanes do not share rows: while one runs, another takes a
 * batch that is full or has waited the longest wait, so that it is copied meanwhile.
 */
public final class Batcher implements AutoCloseable {
    /** A batch stays below this, so that it neither outgrows memory nor an {@code int}. */
    private static final long MAX_BATCH_BYTES = 256L << 20;

    private final BatchRunner runner;
    private final RunSettings settings;
    private final MemoryLock lock;
    private final InferenceMeter meter;
    private final BatchSizes sizes;
    private final WarmUp warmUp;
    private final Map<RowShape, Deque<Waiting>> waiting = new LinkedHashMap<>();
    private final List<Thread> lanes = new ArrayList<>();
    private int rowsInPreparation;
    private int lanesRunning;
    private int lanesAlive;
    private boolean closed;

    /**
     * Starts the lanes.
     *
     * @param name for the threads
     */
    public Batcher(String name, BatchRunner runner, RunSettings settings, InferenceMeter meter) {
        this(name, runner, settings, List.of(), MemoryLock.NONE, meter);
    }

    /**
     * Starts the lanes.
     *
     * @param name for the threads
     * @param known shapes of rows that run once in each lane before the first row, where batches
     *     have fixed sizes
     * @param lock for the memory that batches are gathered in
     */
    Batcher(
            String name,
            BatchRunner runner,
            RunSettings settings,
            List<RowShape> known,
            MemoryLock lock,
            InferenceMeter meter) {
        this.runner = runner;
        this.settings = settings;
        this.lock = lock;
        this.meter = meter;
        this.sizes = new BatchSizes(settings.batchSizes());
        this.warmUp = new WarmUp(runner, settings.concurrentRuns(), warmUpBatches(settings, known));
        this.lanesAlive = settings.concurrentRuns();
        for (int lane = 0; lane < settings.concurrentRuns(); lane++) {
            Thread thread = new Thread(this::runBatches, "model-" + name + "-" + lane);
            thread.setDaemon(true);
            lanes.add(thread);
            thread.start();
        }
    }

    private static List<WarmUp.Batch> warmUpBatches(RunSettings settings, List<RowShape> known) {
        List<WarmUp.Batch> batches = new ArrayList<>();
        for (RowShape shape : known) {
            for (int size : settings.batchSizes()) {
                if (size * shape.bytes() <= MAX_BATCH_BYTES) {
                    batches.add(0, new WarmUp.Batch(shape, size));
                }
            }
        }
        return batches;
    }

    /**
     * Waits until each lane has run all that is known beforehand. Blocks.
     *
     * @return how many batches ran in each lane
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    int awaitWarm() throws InterruptedException {
        return warmUp.await();
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
                waiting.computeIfAbsent(RowShape.of(shape), unseen -> new ArrayDeque<>()).add(row);
                notifyAll();
                return row.output;
            }
        }
        row.cancel();
        return row.output;
    }

    private void runBatches() {
        try (NativeBuffers gathered = new NativeBuffers(MAX_BATCH_BYTES, lock)) {
            warmUp.run(gathered);
            for (Batch batch = take(); batch != null; batch = take()) {
                long start = System.nanoTime();
                try {
                    run(batch, gathered);
                } finally {
                    leave();
                }
                meter.batch(
                        batch.rows.size(),
                        sizes.rowsOfRun(batch.rows.size()),
                        System.nanoTime() - start,
                        start - batch.oldest());
            }
        } catch (InterruptedException e) {
            // Nobody but a closing JVM interrupts a lane.
            Thread.currentThread().interrupt();
        } finally {
            endLane();
        }
    }

    private synchronized void leave() {
        lanesRunning--;
        if (sizes.areFixed()) {
            // The other lanes may take what is not full now.
            notifyAll();
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
            Map.Entry<RowShape, Deque<Waiting>> due = null;
            for (Map.Entry<RowShape, Deque<Waiting>> group : waiting.entrySet()) {
                long waited = now - group.getValue().peek().sinceNanos;
                long left = settings.maxBatchWait().toNanos() - waited;
                boolean alone = !sizes.areFixed() || lanesRunning == 0;
                boolean ready =
                        left <= 0
                                || (rowsInPreparation == 0 && alone)
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

    private Batch take(RowShape shape, Deque<Waiting> group) {
        int lanesToShare = sizes.areFixed() ? 1 : settings.concurrentRuns();
        int share = (group.size() + lanesToShare - 1) / lanesToShare;
        int count = sizes.rowsToTake(Math.min(share, mostRows(shape)));
        List<Waiting> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(group.remove());
        }
        if (group.isEmpty()) {
            waiting.remove(shape);
        }
        lanesRunning++;
        return new Batch(shape, rows);
    }

    private int mostRows(RowShape shape) {
        long byBytes = Math.max(1, MAX_BATCH_BYTES / Math.max(1, shape.bytes()));
        return sizes.atMost((int) Math.min(byBytes, settings.maxBatchRows()));
    }

    /**
     * Runs a batch; every row of it hears how that went, whatever is thrown: an {@link Error} ends
     * neither the lane nor the wait of its rows.
     */
    private void run(Batch batch, NativeBuffers gathered) throws InterruptedException {
        boolean told = false;
        try {
            if (sizes.rowsOfRun(batch.rows.size()) == 1) {
                runAlone(batch.shape, batch.rows.get(0), gathered);
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
        List<ModelOutput> outputs;
        try {
            outputs = runPadded(batch.shape, batch.rows, gathered);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // Whichever row is to blame, its mates must not suffer.
            for (Waiting row : batch.rows) {
                runAlone(batch.shape, row, gathered);
            }
            return;
        }
        for (int i = 0; i < batch.rows.size(); i++) {
            batch.rows.get(i).input.close();
            batch.rows.get(i).output.complete(outputs.get(i));
        }
    }

    /** The outputs of the rows, and behind them those of the padding. */
    private List<ModelOutput> runPadded(RowShape shape, List<Waiting> rows, NativeBuffers gathered)
            throws ModelException, InterruptedException {
        int size = sizes.rowsOfRun(rows.size());
        if (size == 1) {
            return runner.run(rows.get(0).input.floats(), shape.ofRows(1));
        }
        try (NativeBuffers.Lease input = gathered.acquire(shape.elements() * size)) {
            FloatBuffer all = input.floats();
            rows.forEach(row -> all.put(row.input.floats()));
            while (all.hasRemaining()) {
                all.put(0);
            }
            return runner.run(all.flip(), shape.ofRows(size));
        }
    }

    private void runAlone(RowShape shape, Waiting row, NativeBuffers gathered)
            throws InterruptedException {
        ModelOutput output;
        try (NativeBuffers.Lease unused = row.input) {
            output = runPadded(shape, List.of(row), gathered).get(0);
        } catch (InterruptedException e) {
            throw e;
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

    private record Batch(RowShape shape, List<Waiting> rows) {
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
}
