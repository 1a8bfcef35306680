// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Daemon threads that are started when there is work, and are gone when there is none. */
public final class IdleThreads {
    private static final int SECONDS_IDLE = 5;

    private IdleThreads() {}

    /** At most so many threads; what they cannot take yet waits. */
    public static ExecutorService atMost(int threads, String name) {
        return pool(threads, threads, new LinkedBlockingQueue<>(), name);
    }

    /** As many threads as are busy. */
    public static ExecutorService asNeeded(String name) {
        return pool(0, Integer.MAX_VALUE, new SynchronousQueue<>(), name);
    }

    private static ExecutorService pool(
            int least, int most, BlockingQueue<Runnable> waiting, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        least, most, SECONDS_IDLE, TimeUnit.SECONDS, waiting, named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Makes daemon threads that outlive who asks for them: their context class loader is the one of
     * this class. A thread that kept its maker's would look into the class loader of a job that has
     * ended, which Flink has closed.
     */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(IdleThreads.class.getClassLoader());
            return thread;
        };
    }
}
