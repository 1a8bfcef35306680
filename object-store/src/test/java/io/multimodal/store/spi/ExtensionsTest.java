// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.local.LocalStoreProvider;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {
    /** Stands for what a job brings: its class is known to the job's class loader alone. */
    public interface Greeting {
        String text();
    }

    public static final class Hello implements Greeting {
        @Override
        public String text() {
            return "hello";
        }
    }

    private ClassLoader before;

    @BeforeEach
    void remember() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void findsOursWithoutAContextClassLoader() {
        Thread.currentThread().setContextClassLoader(null);

        assertThat(Extensions.of(StoreProvider.class))
                .hasAtLeastOneElementOfType(LocalStoreProvider.class)
                .doesNotHaveDuplicates();
    }

    @Test
    void findsWhatOnlyTheContextClassLoaderSees(@TempDir Path jar) throws Exception {
        assertThat(Extensions.of(Greeting.class)).isEmpty();

        Thread.currentThread().setContextClassLoader(with(jar, Hello.class.getName()));

        assertThat(Extensions.of(Greeting.class)).extracting(Greeting::text).containsOnly("hello");
    }

    /** Flink's class loader of a session gains the jars that ADD JAR names. */
    @Test
    void findsWhatAJarBringsThatTheLoaderGainsLater(@TempDir Path jar) throws Exception {
        try (GrowingLoader loader = new GrowingLoader()) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(Extensions.of(Greeting.class)).isEmpty();

            loader.addURL(with(jar, Hello.class.getName()).getURLs()[0]);

            assertThat(Extensions.of(Greeting.class)).hasSize(1);
        }
    }

    private static final class GrowingLoader extends URLClassLoader {
        private GrowingLoader() {
            super(new URL[0], ExtensionsTest.class.getClassLoader());
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }
    }

    @Test
    void leavesOutWhatCannotBeLoaded(@TempDir Path jar) throws Exception {
        Thread.currentThread()
                .setContextClassLoader(
                        with(
                                jar,
                                "io.nobody.Nothing",
                                String.class.getName(),
                                Hello.class.getName()));

        assertThat(Extensions.of(Greeting.class)).extracting(Greeting::text).containsOnly("hello");
    }

    @Test
    void namesEachOnceThoughBothLoadersSeeIt(@TempDir Path empty) throws Exception {
        int alone = Extensions.of(StoreProvider.class).size();

        Thread.currentThread().setContextClassLoader(with(empty));

        assertThat(Extensions.of(StoreProvider.class)).hasSize(alone);
    }

    @Test
    void keepsNoClassLoaderAlive(@TempDir Path jar) throws Exception {
        URLClassLoader job = with(jar, Hello.class.getName());
        Thread.currentThread().setContextClassLoader(job);
        assertThat(Extensions.of(Greeting.class)).hasSize(1);
        WeakReference<ClassLoader> gone = new WeakReference<>(job);
        Thread.currentThread().setContextClassLoader(before);
        job.close();
        job = null;

        for (int i = 0; gone.get() != null && i < 50; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(gone.get()).isNull();
    }

    private static URLClassLoader with(Path jar, String... implementations) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.write(services.resolve(Greeting.class.getName()), List.of(implementations));
        return new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, ExtensionsTest.class.getClassLoader());
    }
}
