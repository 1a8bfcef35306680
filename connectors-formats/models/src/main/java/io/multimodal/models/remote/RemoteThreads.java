// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.models.runtime.batch.ModelThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this process that read media for requests, and those that take answers apart; they
 * end when they have nothing to do.
 */
public final class RemoteThreads {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int IDLE_SECONDS = 5;

    /** Twice the cores: they wait for the store now and then. */
    private static final Executor READERS = pool("remote-read", 2 * CORES);

    private static final Executor FINISHERS = pool("remote-finish", Math.max(2, CORES / 2));

    private RemoteThreads() {}

    /** Threads that read and encode, and may block. */
    public static Executor readers() {
        return READERS;
    }

    /** Threads for answers; apart, so that they never wait behind readers. */
    public static Executor finishers() {
        return FINISHERS;
    }

    private static Executor pool(String name, int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        ModelThreads.named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
