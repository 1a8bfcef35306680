// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that serve several jobs. They do not hold the class loader of the one that is first. */
public final class ModelThreads {
    private ModelThreads() {}

    /** Daemons called {@code model-<name>-<number>}. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "model-" + name + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            thread.setContextClassLoader(ModelThreads.class.getClassLoader());
            return thread;
        };
    }
}
