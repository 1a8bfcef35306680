// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of a backend that only the class loader of a job sees. */
class BackendLoaderTest {
    private static final StoreConfig CONFIG = StoreConfig.of("job://bucket/a");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir Path jar;

    @AfterEach
    void putBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void opensTheStoresOfAJob() throws Exception {
        assertThatThrownBy(() -> StoreRuntime.acquire(CONFIG))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("its scheme is none of");
        enter(new JobLoader(jar));
        ObjectRef ref = put(CONFIG);
        assertThat(read(CONFIG, ref)).isEqualTo(new byte[5000]);
        assertThat(Stores.analyze(URI.create("job://bucket/a"))).isNotEmpty();
    }

    /** It is opened in a thread of the process, and read in one that knows nothing of the job. */
    @Test
    void opensAnotherStoreOfAJobWhenAReferenceNamesIt() throws Exception {
        enter(new JobLoader(jar));
        ObjectRef ref = put(CONFIG);
        StoreConfig two =
                new StoreConfig(
                        Map.of("first", "memory:backend-loader", "second", "job://bucket/a"),
                        "first",
                        CacheConfig.memory(0),
                        Map.of(),
                        StoreConfig.Signatures.NONE);
        try (StoreRuntime stores = StoreRuntime.acquire(two)) {
            Thread.currentThread().setContextClassLoader(before);
            assertThat(stores.read(ref, 10_000)).isEqualTo(new byte[5000]);
        }
    }

    @Test
    void givesEachJobStoresOfItsOwn() throws Exception {
        enter(new JobLoader(jar));
        try (StoreRuntime one = StoreRuntime.acquire(CONFIG);
                StoreRuntime same = StoreRuntime.acquire(CONFIG)) {
            assertThat(same.main()).isSameAs(one.main());
            enter(new JobLoader(jar));
            try (StoreRuntime other = StoreRuntime.acquire(CONFIG)) {
                assertThat(other.main()).isNotSameAs(one.main());
            }
        }
    }

    /** A store of ours is one for all jobs, also for one that brings a backend. */
    @Test
    void sharesOursBetweenJobs() throws Exception {
        StoreConfig ours = StoreConfig.of("memory:shared-between-jobs");
        try (StoreRuntime one = StoreRuntime.acquire(ours)) {
            enter(new JobLoader(jar));
            try (StoreRuntime other = StoreRuntime.acquire(ours)) {
                assertThat(other.main()).isSameAs(one.main());
            }
        }
    }

    @Test
    void letsGoOfAJobWhenItsLastUserHasClosed() throws Exception {
        WeakReference<ClassLoader> gone = useOnce();
        Thread.currentThread().setContextClassLoader(before);

        for (int i = 0; gone.get() != null && i < 500; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(gone.get()).isNull();
    }

    private WeakReference<ClassLoader> useOnce() throws Exception {
        try (JobLoader job = new JobLoader(jar)) {
            enter(job);
            put(CONFIG);
            return new WeakReference<>(job);
        }
    }

    private static void enter(ClassLoader job) {
        Thread.currentThread().setContextClassLoader(job);
    }

    private static ObjectRef put(StoreConfig config) throws Exception {
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ObjectStore main = stores.main();
            return main.put(Payload.of(new byte[5000])).toCompletableFuture().join();
        }
    }

    private static byte[] read(StoreConfig config, ObjectRef ref) throws Exception {
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            return stores.read(ref, 10_000);
        }
    }

    /** As Flink's: it has the job's classes itself, and asks its parent for the others. */
    private static final class JobLoader extends URLClassLoader {
        JobLoader(Path jar) throws IOException {
            super(
                    new URL[] {
                        jar.toUri().toURL(),
                        JobBackend.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    BackendLoaderTest.class.getClassLoader());
            Path services = Files.createDirectories(jar.resolve("META-INF/services"));
            Files.writeString(
                    services.resolve(BucketProvider.class.getName()), JobBackend.class.getName());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(JobBackend.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
