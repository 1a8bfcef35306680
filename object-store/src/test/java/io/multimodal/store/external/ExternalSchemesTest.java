// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.file.FileExternalProvider;
import io.multimodal.store.runtime.StoreRuntime;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a third party's provider gets, and what it does not get. */
class ExternalSchemesTest {
    private static final AtomicInteger OPEN = new AtomicInteger();

    /** Two schemes of its own, one of each form, and one that is built in. */
    public static final class Greedy implements ExternalProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("plain", "davs", "file");
        }

        @Override
        public int defaultPort(String scheme) {
            return scheme.equals("davs") ? 443 : 0;
        }

        @Override
        public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed) {
            OPEN.incrementAndGet();
            return new ExternalSource() {
                @Override
                public ExternalVersion look(ExternalUri uri) {
                    return new ExternalVersion(1, Optional.of("v"));
                }

                @Override
                public ExternalPart read(
                        ExternalUri uri, long offset, int length, Optional<String> expected) {
                    return new ExternalPart(new byte[length], look(uri));
                }

                @Override
                public void close() {
                    OPEN.decrementAndGet();
                }
            };
        }
    }

    private static final ExternalSchemes SCHEMES = ExternalSchemes.of(List.of(new Greedy()));

    /** The classes of this test have names like ours: a proxy has another. */
    @Test
    void builtInSchemeIsNotTakenOver() throws Exception {
        ExternalProvider foreign =
                (ExternalProvider)
                        Proxy.newProxyInstance(
                                ExternalSchemesTest.class.getClassLoader(),
                                new Class<?>[] {ExternalProvider.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("schemes")
                                                ? Set.of("file", "mine", "No Scheme")
                                                : null);
        ExternalSchemes schemes = ExternalSchemes.of(List.of(foreign, new FileExternalProvider()));
        assertThat(schemes).hasToString("[file, mine]");
        assertThat(schemes.provider("file")).isInstanceOf(FileExternalProvider.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain://name:80/x",
                "plain://Name/x",
                "plain://user@name/x",
                "plain://name/x?version=1",
                "plain://name/x#part",
                "plain://name/../x",
                "plain://name/%2e%2e/x",
                "plain://name/a%2fb",
                "plain://name/a%00b",
                "plain:opaque",
                "davs://host/a%252e%252e/x",
                "davs://host:0/x",
                "davs://user@host/x",
                "davs://0x7f.1/x",
                "unknown://name/x"
            })
    void refusesWhatCouldMeanTwoPlaces(String uri) {
        assertThatThrownBy(() -> ExternalUri.parse(uri, SCHEMES))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void parsesBothForms() throws Exception {
        ExternalUri plain = ExternalUri.parse("PLAIN://the-name_1.x/a%20b/c", SCHEMES);
        assertThat(plain.segments()).containsExactly("a b", "c");
        assertThat(plain.uri()).hasToString("plain://the-name_1.x/a%20b/c");
        assertThat(ExternalUri.parse("plain:///a", SCHEMES).host()).isEmpty();
        ExternalUri web = ExternalUri.parse("davs://HOST:443/a/?x=1", SCHEMES);
        assertThat(web.port()).isEqualTo(443);
        assertThat(web.uri()).hasToString("davs://host/a/?x=1");
    }

    /** Of a bucket the options of the client are in the prefix, and its server may have a port. */
    @Test
    void bucketsOfAnySchemeHaveOptionsAndPorts() throws Exception {
        BucketProvider clients =
                new BucketProvider() {
                    @Override
                    public String scheme() {
                        return "dav";
                    }

                    @Override
                    public BlobClient open(URI uri) {
                        throw new AssertionError("opens nothing");
                    }
                };
        ExternalSchemes schemes =
                ExternalSchemes.of(List.of(new BucketExternalProvider(clients), new Greedy()));
        ExternalPrefix prefix = ExternalPrefix.parse("dav://host:8080/a/?user-agent=x", schemes);

        assertThat(schemes.isBucket("dav")).isTrue();
        assertThat(schemes.isBucket("plain")).isFalse();
        assertThat(prefix.contains(ExternalUri.parse("dav://host:8080/a/b", schemes))).isTrue();
        assertThat(prefix.contains(ExternalUri.parse("dav://host:8081/a/b", schemes))).isFalse();
        assertThat(prefix.contains(ExternalUri.parse("dav://host/a/b", schemes))).isFalse();
        for (String refused : List.of("dav://host:0/a", "dav://u@host:80/a", "dav://host/a?x=y")) {
            assertThatThrownBy(() -> ExternalUri.parse(refused, schemes))
                    .isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> ExternalPrefix.parse("plain://name/a?x=y", schemes))
                .isInstanceOf(RefusedException.class);
    }

    /** Also in the runtime of a job that brings the provider, beside one of a job that does not. */
    @Test
    void sourceIsOpenedForItsPrefixAndClosedWithTheRuntime(@TempDir Path temp) throws Exception {
        StoreConfig config =
                StoreConfig.of(temp.resolve("store").toUri().toString())
                        .withExternals(Map.of("photos", "plain://name/photos/"));
        Path services = Files.createDirectories(temp.resolve("job/META-INF/services"));
        Files.writeString(
                services.resolve(ExternalProvider.class.getName()), Greedy.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader job =
                new URLClassLoader(new URL[] {temp.resolve("job").toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(job);
            try (StoreRuntime stores = StoreRuntime.acquire(config)) {
                Thread.currentThread().setContextClassLoader(before);
                assertThat(stores.refer(new URI("plain://name/photos/a")).sizeBytes()).hasValue(1);
                assertThat(stores.refer(new URI("plain://name/photos/b")).sizeBytes()).hasValue(1);
                assertThat(OPEN).hasValue(1);
                assertThatThrownBy(() -> stores.refer(new URI("plain://name/other/a")))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("plain://name/photos/");
            }
            assertThat(OPEN).hasValue(0);
            assertThatThrownBy(() -> StoreRuntime.acquire(config))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("belongs into lib/ or to the job");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
