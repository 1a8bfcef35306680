// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.internal.cuda.CudaRuntime;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.runtime.SharedResources;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that runs in this process, with its threads and memory, shared by all subtasks that use
 * the same bytes in the same way. The first {@link #acquire} loads it, the last {@link #close} ends
 * it.
 */
public final class SharedModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);

    private static final SharedResources<Key, Running, ModelException> IN_USE =
            new SharedResources<>("a model", ModelException::new);

    private final SharedResources<Key, Running, ModelException>.Lease lease;
    private final Running running;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private SharedModel(SharedResources<Key, Running, ModelException>.Lease lease) {
        this.lease = lease;
        this.running = lease.resource();
        running.advice.join();
    }

    /**
     * The running model with these bytes and settings; blocks while it is loaded. Each call needs
     * one of {@link #close}.
     *
     * @param name for the threads of a model that is loaded now
     * @param binding how rows become its input, and which outputs they get
     * @param meter for a model that is loaded now
     * @throws ModelException if it cannot be loaded
     */
    public static SharedModel acquire(
            String name,
            ModelSource model,
            ModelBinding binding,
            RunSettings settings,
            InferenceMeter meter)
            throws ModelException {
        return new SharedModel(
                IN_USE.acquire(
                        new Key(model.getClass(), model.digest(), binding, settings),
                        () -> Running.load(name, model, binding, settings, meter)));
    }

    /** How many models this process runs now. */
    public static int inUse() {
        return IN_USE.size();
    }

    /** Where prepared rows go. */
    public Batcher batcher() {
        return running.batcher;
    }

    /** Where a subtask says that its rows in flight are bounded. */
    public InFlightAdvice advice() {
        return running.advice;
    }

    /** Memory for prepared rows. */
    public NativeBuffers buffers() {
        return running.buffers;
    }

    /** Threads that read and decode, and may block; as many as there are cores, less GPU lanes. */
    public Executor preparers() {
        return running.preparers;
    }

    /** Threads that turn outputs into rows; apart, so that they never wait behind preparers. */
    public Executor finishers() {
        return running.finishers;
    }

    /**
     * Gives it up. If no other user is left, it waits for the batches that run and frees
     * everything; users have no rows in flight when they call this. Idempotent.
     */
    @Override
    public void close() throws ModelException {
        if (open.compareAndSet(true, false)) {
            running.advice.leave();
        }
        lease.close();
    }

    /**
     * @param kind of the model: a provider of two jobs' jars is two classes, which do not mix
     */
    private record Key(
            Class<?> kind, ContentId digest, ModelBinding binding, RunSettings settings) {}

    /** The model itself. */
    private static final class Running implements SharedResources.Resource<ModelException> {
        private final String name;
        private final BatchRunner session;
        private final InferenceMeter meter;
        private final InFlightAdvice advice;
        private final Batcher batcher;
        private final NativeBuffers buffers;
        private final ExecutorService preparers;
        private final ExecutorService finishers;

        private Running(
                String name,
                BatchRunner session,
                RunSettings settings,
                List<RowShape> known,
                InferenceMeter meter) {
            this.name = name;
            this.session = session;
            this.meter = new InferenceMeter(meter);
            this.advice = new InFlightAdvice(name, settings, this.meter);
            int cores = Runtime.getRuntime().availableProcessors();
            this.buffers = new NativeBuffers(settings.maxWaitingBytes());
            this.batcher =
                    new Batcher(
                            name,
                            session,
                            settings,
                            known,
                            CudaRuntime.lockFor(settings.device()),
                            this.meter);
            this.preparers =
                    Executors.newFixedThreadPool(
                            preparers(settings, cores), ModelThreads.named("prepare-" + name));
            this.finishers =
                    Executors.newFixedThreadPool(
                            Math.max(1, cores / 4), ModelThreads.named("finish-" + name));
        }

        static Running load(
                String name,
                ModelSource model,
                ModelBinding binding,
                RunSettings settings,
                InferenceMeter meter)
                throws ModelException {
            RunSettings batches = binding.batches(settings);
            List<RowShape> known = binding.rowShapes().stream().map(RowShape::new).toList();
            long start = System.nanoTime();
            BatchRunner session = model.load(binding, batches);
            Running running;
            try {
                running = new Running(name, session, batches, known, meter);
            } catch (RuntimeException | Error e) {
                session.close();
                throw e;
            }
            long loaded = System.nanoTime();
            try {
                int warm = running.batcher.awaitWarm();
                LOG.info(
                        "Model {} ({}) runs on {}: {} batches at once of {} rows; loaded in {} s, {} batches of zeros in {} s",
                        name,
                        model.origin(),
                        batches.device(),
                        batches.concurrentRuns(),
                        batches.batchSizes().isEmpty()
                                ? "up to " + batches.maxBatchRows()
                                : batches.batchSizes(),
                        seconds(loaded - start),
                        warm,
                        seconds(System.nanoTime() - loaded));
                return running;
            } catch (InterruptedException e) {
                running.close();
                Thread.currentThread().interrupt();
                throw new ModelException(
                        "The thread was interrupted before the model " + name + " could be used",
                        e);
            }
        }

        /** Lanes of a GPU have a core each: else a GPU waits for a thread that could feed it. */
        private static int preparers(RunSettings settings, int cores) {
            return settings.device().isCuda()
                    ? Math.max(1, cores - settings.concurrentRuns())
                    : cores;
        }

        private static String seconds(long nanos) {
            return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
        }

        @Override
        public void close() {
            buffers.close();
            preparers.shutdownNow();
            batcher.close();
            finishers.shutdown();
            awaitQuietly(preparers);
            awaitQuietly(finishers);
            session.close();
            if (meter.batches() > 0) {
                LOG.info("Model {}: {}", name, meter.summary());
            }
        }

        private static void awaitQuietly(ExecutorService threads) {
            try {
                if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
