// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one store: started when there is work, gone when there is none. */
final class BucketThreads {
    /** Reading a footer is waiting for a server: more of them than processors. */
    static final int READERS = 16;

    private final ExecutorService reading = pool("store-read", READERS);
    private final ExecutorService packing = pool("store-pack", PackUploads.IN_FLIGHT);

    ExecutorService reading() {
        return reading;
    }

    ExecutorService packing() {
        return packing;
    }

    void close() {
        reading.shutdown();
        packing.shutdown();
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
