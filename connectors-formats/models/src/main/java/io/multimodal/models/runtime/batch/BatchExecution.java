// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.types.failure.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches: gathers the rows, fills them up to a size, and tells each row how it went. A batch
 * that fails is run in parts. Thread-safe; each thread has its own memory.
 */
final class BatchExecution {
    private static final Logger LOG = LoggerFactory.getLogger(BatchExecution.class);

    /** A batch stays below this, so that it neither outgrows memory nor an {@code int}. */
    static final long MAX_BATCH_BYTES = 256L << 20;

    /** Padding is put in pieces: number by number, it would take longer than the rows. */
    private static final byte[] ZEROS = new byte[1 << 15];

    private final BatchRunner runner;
    private final BatchSizes sizes;
    private final InferenceMeter meter;

    /** Falls when a batch needs more memory than the device has. */
    private int maxRows;

    BatchExecution(BatchRunner runner, RunSettings settings, InferenceMeter meter) {
        this.runner = runner;
        this.sizes = new BatchSizes(settings.batchSizes());
        this.maxRows = settings.maxBatchRows();
        this.meter = meter;
    }

    /** The numbers of rows that run. */
    BatchSizes sizes() {
        return sizes;
    }

    /** How many rows of a shape run together at most. */
    synchronized int maxRows(RowShape shape) {
        long byBytes = Math.max(1, MAX_BATCH_BYTES / Math.max(1, shape.bytes()));
        return sizes.atMost((int) Math.min(byBytes, maxRows));
    }

    /**
     * Runs a batch; every row of it hears how that went, whatever is thrown: an {@link Error} ends
     * neither the lane nor the wait of its rows.
     */
    void run(RowBatch batch, NativeBuffers gathered) throws InterruptedException {
        boolean told = false;
        try {
            if (batch.rows().size() == 1) {
                runAlone(batch, gathered);
            } else {
                runTogether(batch, gathered);
            }
            told = true;
        } finally {
            if (!told) {
                batch.cancel();
            }
        }
    }

    private void runTogether(RowBatch batch, NativeBuffers gathered) throws InterruptedException {
        List<ModelOutput> outputs;
        try {
            outputs = runPadded(batch, gathered);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            if (isOfAll(e)) {
                batch.rows()
                        .forEach(
                                row -> {
                                    row.input().close();
                                    row.output().completeExceptionally(e);
                                });
                return;
            }
            // Whichever row is to blame, its mates must not suffer.
            boolean outOfMemory = e instanceof ModelException model && model.isOutOfMemory();
            int part = outOfMemory ? lessThan(batch.rows().size(), e) : 1;
            for (int from = 0; from < batch.rows().size(); from += part) {
                run(batch.part(from, from + part), gathered);
            }
            return;
        }
        for (int i = 0; i < batch.rows().size(); i++) {
            batch.rows().get(i).input().close();
            batch.rows().get(i).output().complete(outputs.get(i));
        }
    }

    /** Whether each row would fail alike: nobody answers. */
    private static boolean isOfAll(Throwable failure) {
        return failure instanceof ModelException model
                && model.ofRow().filter(row -> row.code() == ErrorCode.UNREACHABLE).isPresent();
    }

    /** The number of rows to go on with where so many need too much memory. */
    synchronized int lessThan(int rows, Throwable failure) {
        int fewer = sizes.areFixed() ? sizes.atMost(rows - 1) : (rows + 1) / 2;
        if (fewer >= rows) {
            // The smallest size is too large: each row hears of it.
            return 1;
        }
        if (fewer < maxRows) {
            LOG.warn(
                    "{} rows at once need more memory than the device has; batches have at most {} rows from now on",
                    rows,
                    fewer,
                    failure);
            maxRows = fewer;
        }
        return fewer;
    }

    /** The outputs of the rows, and behind them those of the padding. */
    private List<ModelOutput> runPadded(RowBatch batch, NativeBuffers gathered)
            throws ModelException, InterruptedException {
        RowShape shape = batch.shape();
        int size = sizes.rowsOfRun(batch.rows().size());
        if (size == 1) {
            return runner.run(shape.tensors(batch.rows().get(0).input(), 1));
        }
        try (NativeBuffers.Lease memory = gathered.acquire(shape.floats(size))) {
            long start = System.nanoTime();
            List<ByteBuffer> all = shape.parts(memory, size);
            for (RowBatch.Row row : batch.rows()) {
                List<ByteBuffer> ofRow = shape.parts(row.input(), 1);
                for (int i = 0; i < all.size(); i++) {
                    all.get(i).put(ofRow.get(i));
                }
            }
            all.forEach(BatchExecution::fillWithZeros);
            meter.gathered(System.nanoTime() - start);
            return runner.run(shape.tensors(memory, size));
        }
    }

    /** Puts zeros in the place of all that is left of a buffer. */
    static void fillWithZeros(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            buffer.put(ZEROS, 0, Math.min(ZEROS.length, buffer.remaining()));
        }
    }

    private void runAlone(RowBatch batch, NativeBuffers gathered) throws InterruptedException {
        RowBatch.Row row = batch.rows().get(0);
        ModelOutput output;
        try (NativeBuffers.Lease unused = row.input()) {
            output = runPadded(batch, gathered).get(0);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            row.output().completeExceptionally(e);
            return;
        }
        row.output().complete(output);
    }
}
