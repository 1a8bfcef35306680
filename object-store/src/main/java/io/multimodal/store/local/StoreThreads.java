// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one store: started when there is work, gone when there is none. */
final class StoreThreads {
    /**
     * File systems join the syncs of several threads into one; more threads than this add little.
     */
    private static final int WRITERS = 8;

    private final ExecutorService writing = pool("store-write", WRITERS);
    private final ExecutorService packing = pool("store-pack", 1);
    private final ExecutorService syncing = pool("store-sync", 1);

    ExecutorService writing() {
        return writing;
    }

    ExecutorService packing() {
        return packing;
    }

    ExecutorService syncing() {
        return syncing;
    }

    void close() {
        writing.shutdown();
        packing.shutdown();
        syncing.shutdown();
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        5,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
