// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads of a writer or a committer, which wait for disks and servers. */
final class FileThreads implements AutoCloseable {
    private static final long MOST_SECONDS_TO_END = 30;

    private final ExecutorService threads;

    FileThreads(String name, int count) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.threads =
                Executors.newFixedThreadPool(
                        count,
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            thread.setContextClassLoader(loader);
                            return thread;
                        });
    }

    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    /** What a task gave, or threw. */
    static <T> T result(Future<T> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            } else if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            } else if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }

    /** Interrupts what runs, and waits for its end, so that it uses nothing that is closed next. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new IOException("The threads of a media sink do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the threads of a sink end");
        }
    }
}
