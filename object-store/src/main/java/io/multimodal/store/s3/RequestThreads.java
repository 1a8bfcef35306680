// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this process that go on when an answer from S3 has come. There are as many as are
 * busy: who waits for one request in the callback of another stops no third. They end when idle.
 */
final class RequestThreads {
    static final ExecutorService SHARED =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    5,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    RequestThreads::thread);

    private RequestThreads() {}

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "store-s3");
        thread.setDaemon(true);
        return thread;
    }
}
