// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class IdleThreadsTest {
    @Test
    void keepNoClassLoaderOfTheJobThatFirstNeededThem() throws Exception {
        ExecutorService threads = IdleThreads.asNeeded("test");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader job = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(job);
            assertThat(threads.submit(() -> Thread.currentThread().getContextClassLoader()).get())
                    .isSameAs(IdleThreads.class.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            threads.shutdown();
        }
    }
}
