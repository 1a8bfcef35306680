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
import io.multimodal.store.external.ExternalProvider;
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
        enter(new JobLoader(jar, JobBackend.class, BucketProvider.class));
        ObjectRef ref = put(CONFIG);
        assertThat(read(CONFIG, ref)).isEqualTo(new byte[5000]);
        assertThat(Stores.analyze(URI.create("job://bucket/a"))).isNotEmpty();
    }

    /** It is opened in a thread of the process, and read in one that knows nothing of the job. */
    @Test
    void opensAnotherStoreOfAJobWhenAReferenceNamesIt() throws Exception {
        enter(new JobLoader(jar, JobBackend.class, BucketProvider.class));
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
        enter(new JobLoader(jar, JobBackend.class, BucketProvider.class));
        try (StoreRuntime one = StoreRuntime.acquire(CONFIG);
                StoreRuntime same = StoreRuntime.acquire(CONFIG)) {
            assertThat(same.main()).isSameAs(one.main());
            enter(new JobLoader(jar, JobBackend.class, BucketProvider.class));
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
            enter(new JobLoader(jar, JobBackend.class, BucketProvider.class));
            try (StoreRuntime other = StoreRuntime.acquire(ours)) {
                assertThat(other.main()).isSameAs(one.main());
            }
        }
    }

    /** What no prefix names is not read, so it need not be the same. */
    @Test
    void sharesStoresWithAJobThatBringsASourceWhichNoPrefixNames() throws Exception {
        StoreConfig ours = StoreConfig.of("memory:shared-with-a-source");
        try (StoreRuntime one = StoreRuntime.acquire(ours)) {
            enter(new JobLoader(jar, JobSource.class, ExternalProvider.class));
            try (StoreRuntime other = StoreRuntime.acquire(ours)) {
                assertThat(other.main()).isSameAs(one.main());
            }
        }
    }

    @Test
    void keepsApartTheJobsWhoseOwnSourcesAPrefixNames() throws Exception {
        StoreConfig config =
                StoreConfig.of("memory:apart").withExternals(Map.of("own", "source://place/"));
        ClassLoader one = new JobLoader(jar, JobSource.class, ExternalProvider.class);
        enter(one);
        StoreKey key = StoreKey.of(config);
        enter(new JobLoader(jar, JobSource.class, ExternalProvider.class));
        assertThat(StoreKey.of(config)).isNotEqualTo(key);
        enter(one);
        assertThat(StoreKey.of(config)).isEqualTo(key);
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
        try (JobLoader job = new JobLoader(jar, JobBackend.class, BucketProvider.class)) {
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

    /** As Flink's: it has the job's extension itself, and asks its parent for the others. */
    private static final class JobLoader extends URLClassLoader {
        private final String extension;

        JobLoader(Path jar, Class<?> extension, Class<?> service) throws IOException {
            super(
                    new URL[] {
                        jar.toUri().toURL(),
                        extension.getProtectionDomain().getCodeSource().getLocation()
                    },
                    BackendLoaderTest.class.getClassLoader());
            this.extension = extension.getName();
            Path services = Files.createDirectories(jar.resolve("META-INF/services"));
            Files.writeString(services.resolve(service.getName()), this.extension);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(extension)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
