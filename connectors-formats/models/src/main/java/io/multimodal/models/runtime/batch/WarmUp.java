// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs zeros in each shape and size before the first row: a GPU then has searched its algorithms,
 * taken its memory and prepared each thread. One lane after the other, since a search compares
 * times.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final BatchRunner runner;
    private final List<Batch> batches;
    private final BiConsumer<Integer, ModelException> tooLarge;
    private final CountDownLatch lanesLeft;

    /**
     * @param lanes how many threads call {@link #run}
     * @param batches what each of them runs, in this order
     * @param tooLarge is told of a number of rows that needs too much memory
     */
    WarmUp(
            BatchRunner runner,
            int lanes,
            List<Batch> batches,
            BiConsumer<Integer, ModelException> tooLarge) {
        this.runner = runner;
        this.batches = List.copyOf(batches);
        this.tooLarge = tooLarge;
        this.lanesLeft = new CountDownLatch(lanes);
    }

    /** A batch of zeros. */
    record Batch(RowShape shape, int rows) {}

    /** Runs all in this thread; what fails is logged, and will fail again with its rows. */
    void run(NativeBuffers buffers) throws InterruptedException {
        try {
            synchronized (this) {
                for (Batch batch : batches) {
                    run(batch, buffers);
                }
            }
        } finally {
            lanesLeft.countDown();
        }
    }

    private void run(Batch batch, NativeBuffers buffers) throws InterruptedException {
        try (NativeBuffers.Lease zeros = buffers.acquire(batch.shape.floats(batch.rows))) {
            batch.shape.parts(zeros, batch.rows).forEach(BatchExecution::fillWithZeros);
            var unused = runner.run(batch.shape.tensors(zeros, batch.rows));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof ModelException model && model.isOutOfMemory()) {
                tooLarge.accept(batch.rows, model);
                return;
            }
            LOG.warn(
                    "A batch of {} rows of shape {} could not be run before the first row",
                    batch.rows,
                    batch.shape,
                    e);
        }
    }

    /** Blocks until all threads are done; returns how many batches each of them ran. */
    int await() throws InterruptedException {
        lanesLeft.await();
        return batches.size();
    }
}
