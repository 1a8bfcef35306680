// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.MediaRuntime;
import io.multimodal.store.spi.StoreProvider;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media in stores of a backend that only the class loader of a job has. */
class JobStoreTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir private Path temp;

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** The class loader of a job is closed with the job, and its backend would be used on. */
    @Test
    void jobsShareNoReadersOverTheBackendOfOne() throws Exception {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.main.uri", "job://a");
        MultimodalConfig config = MultimodalOptions.resolve(options);
        try (JobLoader one = loader("one");
                JobLoader other = loader("other");
                MediaRuntime first = acquire(one, config);
                MediaRuntime again = acquire(one, config);
                MediaRuntime others = acquire(other, config)) {
            assertThat(again.images()).isSameAs(first.images());
            assertThat(others.images()).isNotSameAs(first.images());
            assertThat(others.stores().main().root()).isNotEqualTo(first.stores().main().root());
        }
    }

    private JobLoader loader(String jar) throws Exception {
        return JobLoader.of(temp.resolve(jar), JobStoreProvider.class, StoreProvider.class);
    }

    private static MediaRuntime acquire(ClassLoader job, MultimodalConfig config) throws Exception {
        Thread.currentThread().setContextClassLoader(job);
        return MediaRuntime.acquire(config);
    }
}
