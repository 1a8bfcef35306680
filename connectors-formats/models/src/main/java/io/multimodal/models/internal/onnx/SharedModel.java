// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import io.multimodal.store.ContentId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that runs in this process, with its threads and memory, shared by all subtasks that use
 * the same bytes in the same way. The first {@link #acquire} loads it, the last {@link #close} ends
 * it.
 */
public final class SharedModel implements AutoCloseable {
    private static final Map<Key, SharedModel> IN_USE = new HashMap<>();

    private final Key key;
    private final OnnxSession session;
    private final Batcher batcher;
    private final NativeBuffers buffers;
    private final ExecutorService preparers;
    private final ExecutorService finishers;
    private int users;

    private SharedModel(Key key, String name, OnnxSession session, InferenceMeter meter) {
        this.key = key;
        this.session = session;
        int cores = Runtime.getRuntime().availableProcessors();
        this.buffers = new NativeBuffers(key.settings.maxWaitingBytes());
        this.batcher = new Batcher(name, session, key.settings, meter);
        this.preparers = Executors.newFixedThreadPool(cores, named("prepare-" + name));
        this.finishers =
                Executors.newFixedThreadPool(Math.max(1, cores / 4), named("finish-" + name));
    }

    /**
     * The running model with these bytes and settings; blocks while it is loaded. Each call needs
     * one of {@link #close}.
     *
     * @param name for the threads of a model that is loaded now
     * @param meter for a model that is loaded now
     * @throws ModelException if it cannot be loaded
     */
    public static SharedModel acquire(
            String name, ModelFile model, RunSettings settings, InferenceMeter meter)
            throws ModelException {
        // Other models wait too: loading takes the cores anyway, and happens at the start only.
        synchronized (IN_USE) {
            Key key = new Key(model.digest(), settings);
            SharedModel shared = IN_USE.get(key);
            if (shared == null) {
                shared = new SharedModel(key, name, OnnxSession.load(model, settings), meter);
                IN_USE.put(key, shared);
            }
            shared.users++;
            return shared;
        }
    }

    /** How many models this process runs now. */
    static int inUse() {
        synchronized (IN_USE) {
            return IN_USE.size();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "onnx-" + name + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What it takes and gives. */
    public ModelSignature signature() {
        return session.signature();
    }

    /** Where prepared rows go. */
    public Batcher batcher() {
        return batcher;
    }

    /** Memory for prepared rows. */
    public NativeBuffers buffers() {
        return buffers;
    }

    /** Threads that read and decode, and may block; as many as there are cores. */
    public Executor preparers() {
        return preparers;
    }

    /** Threads that turn outputs into rows; apart, so that they never wait behind preparers. */
    public Executor finishers() {
        return finishers;
    }

    /**
     * Gives it up. Where nobody else uses it, waits for the batches that run and frees everything;
     * users have no rows in flight when they call this.
     */
    @Override
    public void close() {
        synchronized (IN_USE) {
            if (--users > 0) {
                return;
            }
            IN_USE.remove(key);
            buffers.close();
            preparers.shutdownNow();
            batcher.close();
            finishers.shutdown();
            awaitQuietly(preparers);
            awaitQuietly(finishers);
            session.close();
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

    private record Key(ContentId digest, RunSettings settings) {}
}
