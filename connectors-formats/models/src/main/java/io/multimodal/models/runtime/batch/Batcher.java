// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.internal.cuda.MemoryLock;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.RunSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

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
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final RunSettings settings;
    private final MemoryLock lock;
    private final InferenceMeter meter;
    private final BatchExecution execution;
    private final BatchSizes sizes;
    private final WarmUp warmUp;
    private final Map<RowShape, Deque<RowBatch.Row>> waiting = new LinkedHashMap<>();
    private final List<Thread> lanes = new ArrayList<>();
    private int rowsInPreparation;
    private int lanesRunning;
    private boolean hasHadRows;

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
        this.settings = settings;
        this.lock = lock;
        this.meter = meter;
        this.execution = new BatchExecution(runner, settings, meter);
        this.sizes = execution.sizes();
        this.warmUp =
                new WarmUp(
                        runner,
                        settings.concurrentRuns(),
                        warmUpBatches(settings, known),
                        execution::lessThan);
        this.lanesAlive = settings.concurrentRuns();
        ThreadFactory threads = ModelThreads.named(name);
        for (int lane = 0; lane < settings.concurrentRuns(); lane++) {
            Thread thread = threads.newThread(this::runBatches);
            lanes.add(thread);
            thread.start();
        }
    }

    private static List<WarmUp.Batch> warmUpBatches(RunSettings settings, List<RowShape> known) {
        List<WarmUp.Batch> batches = new ArrayList<>();
        for (RowShape shape : known) {
            for (int size : settings.batchSizes()) {
                if (size * shape.bytes() <= BatchExecution.MAX_BATCH_BYTES) {
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
        hasHadRows = true;
    }

    /** Tells that an announced row will not come. */
    public synchronized void abandon() {
        rowsInPreparation--;
        notifyAll();
    }

    /** How many rows are prepared and wait for a lane. */
    public synchronized int rowsWaiting() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    /** How many rows are being prepared, or wait for a thread that prepares them. */
    public synchronized int rowsInPreparation() {
        return rowsInPreparation;
    }

    /**
     * Hands an announced row of one input of floats over. The buffer is given back when the row has
     * run.
     *
     * @param shape of the row, without the batch dimension
     * @return completed on a lane, so what follows must be short; exceptionally with what the
     *     runner threw, such as a {@link ModelException} or an {@link Error}, or with a {@link
     *     CancellationException} where this is closed first
     */
    public CompletableFuture<ModelOutput> submit(NativeBuffers.Lease input, int... shape) {
        return submit(input, RowShape.of(shape));
    }

    /** Hands an announced row over, as {@link #submit(NativeBuffers.Lease, int...)} does. */
    public CompletableFuture<ModelOutput> submit(NativeBuffers.Lease input, RowShape shape) {
        RowBatch.Row row = new RowBatch.Row(input, new CompletableFuture<>(), System.nanoTime());
        synchronized (this) {
            rowsInPreparation--;
            if (!closed) {
                waiting.computeIfAbsent(shape, unseen -> new ArrayDeque<>()).add(row);
                notifyAll();
                return row.output();
            }
        }
        row.cancel();
        return row.output();
    }

    private void runBatches() {
        try (NativeBuffers gathered = new NativeBuffers(BatchExecution.MAX_BATCH_BYTES, lock)) {
            warmUp.run(gathered);
            for (RowBatch batch = take(); batch != null; batch = take()) {
                long start = System.nanoTime();
                try {
                    execution.run(batch, gathered);
                } finally {
                    leave();
                }
                meter.batch(
                        batch.rows().size(),
                        sizes.rowsOfRun(batch.rows().size()),
                        System.nanoTime() - start,
                        start - batch.oldestNanos());
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
        List<RowBatch.Row> left = new ArrayList<>();
        synchronized (this) {
            lanesAlive--;
            if (lanesAlive == 0) {
                closed = true;
                waiting.values().forEach(left::addAll);
                waiting.clear();
            }
        }
        left.forEach(RowBatch.Row::cancel);
    }

    /** The next batch; null when there will be none. */
    private synchronized RowBatch take() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            long untilNextNanos = Long.MAX_VALUE;
            Map.Entry<RowShape, Deque<RowBatch.Row>> due = null;
            for (Map.Entry<RowShape, Deque<RowBatch.Row>> group : waiting.entrySet()) {
                long waited = now - group.getValue().peek().sinceNanos();
                long left = settings.maxBatchWait().toNanos() - waited;
                boolean alone = !sizes.areFixed() || lanesRunning == 0;
                boolean ready =
                        left <= 0
                                || (rowsInPreparation == 0 && alone)
                                || closed
                                || group.getValue().size() >= execution.maxRows(group.getKey());
                if (!ready) {
                    untilNextNanos = Math.min(untilNextNanos, left);
                } else if (due == null
                        || group.getValue().peek().sinceNanos() - due.getValue().peek().sinceNanos()
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
            // Another lane that runs keeps a GPU busy.
            boolean isIdle = hasHadRows && (!sizes.areFixed() || lanesRunning == 0);
            boolean coresAreBusy = rowsInPreparation >= CORES;
            if (untilNextNanos == Long.MAX_VALUE) {
                wait();
            } else {
                // Rounded up: a wait of 0 is forever.
                wait(untilNextNanos / 1_000_000 + 1);
            }
            if (isIdle) {
                meter.idle(coresAreBusy, System.nanoTime() - now);
            }
        }
    }

    private RowBatch take(RowShape shape, Deque<RowBatch.Row> group) {
        int lanesToShare = sizes.areFixed() ? 1 : settings.concurrentRuns();
        int share = (group.size() + lanesToShare - 1) / lanesToShare;
        int count = sizes.rowsToTake(Math.min(share, execution.maxRows(shape)));
        List<RowBatch.Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(group.remove());
        }
        if (group.isEmpty()) {
            waiting.remove(shape);
        }
        lanesRunning++;
        return new RowBatch(shape, rows);
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
}
