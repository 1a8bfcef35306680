// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.DerivedRef;
import io.multimodal.store.ExternalRef;
import io.multimodal.store.InlineRef;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectTooLargeException;
import io.multimodal.store.Payload;
import io.multimodal.store.RefusedException;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.local.LocalStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenStoresTest {
    @TempDir Path folder;

    @Test
    void isSharedByAllWhoAcquireTheSameConfiguration() throws StoreException {
        OpenStores one = OpenStores.acquire(config("a"));
        OpenStores two = OpenStores.acquire(config("a"));
        assertThat(one.main()).isSameAs(two.main());
        one.close();
        one.close();
        ObjectRef ref = put(two.main(), new byte[2000]);
        assertThat(two.read(ref, 2000)).hasSize(2000);
        two.close();
        try (OpenStores three = OpenStores.acquire(config("a"))) {
            assertThat(three.main()).isNotSameAs(two.main());
            assertThat(three.read(ref, 2000)).hasSize(2000);
        }
    }

    @Test
    void findsTheStoreThatAReferenceNames() throws StoreException {
        ObjectRef inB;
        try (ObjectStore b = LocalStore.open(folder.resolve("b"))) {
            inB = put(b, new byte[5000]);
        }
        StoreConfig both =
                new StoreConfig(
                        Map.of("a", uri("a"), "b", uri("b")), "a", CacheConfig.memory(1 << 20));
        try (OpenStores stores = OpenStores.acquire(both)) {
            assertThat(stores.read(inB, 5000)).hasSize(5000);
        }
        try (OpenStores onlyA = OpenStores.acquire(config("a"))) {
            assertThatThrownBy(() -> onlyA.open(inB))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(String.format("%08x", ((StoredRef) inB).storeId()))
                    .hasMessageContaining("default = ");
        }
    }

    @Test
    void readsInlineReferencesWithoutAStore() throws Exception {
        InlineRef ref = new InlineRef(new byte[] {1, 2, 3});
        try (OpenStores stores = OpenStores.acquire(StoreConfig.of("memory:unused"))) {
            assertThat(stores.open(ref).read(1, 2)).containsExactly(2, 3);
            assertThat(stores.open(ref).stream().readAllBytes()).containsExactly(1, 2, 3);
            assertThatThrownBy(() -> stores.read(ref, 2))
                    .isInstanceOf(ObjectTooLargeException.class);
        }
    }

    @Test
    void refusesUrisOutsideTheConfiguredPrefixes() throws StoreException {
        ExternalRef metadata =
                new ExternalRef(
                        "http://169.254.169.254/latest", 0, OptionalLong.empty(), Optional.empty());
        try (OpenStores stores = OpenStores.acquire(StoreConfig.of("memory:unused"))) {
            assertThatThrownBy(() -> stores.open(metadata)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void refusesToReadDerivedReferences() throws StoreException {
        DerivedRef ref = new DerivedRef(new InlineRef(new byte[1]), new byte[] {1});
        try (OpenStores stores = OpenStores.acquire(StoreConfig.of("memory:unused"))) {
            assertThatThrownBy(() -> stores.open(ref)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhichConfiguredStoreIsNoUri() {
        assertThatThrownBy(() -> OpenStores.acquire(StoreConfig.of("file:///a b")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'default'");
    }

    @Test
    void namesTheSchemesThatItKnows() {
        assertThatThrownBy(() -> Stores.open(URI.create("gopher://x")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("[file, memory");
        assertThatThrownBy(() -> Stores.open(URI.create("/data")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("file:///");
        assertThatThrownBy(() -> Stores.open(URI.create("file://host/data")))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void sharesNamedMemoryStores() throws StoreException {
        ObjectRef ref = put(Stores.open(URI.create("memory:shared-test")), new byte[3000]);
        try (OpenStores stores = OpenStores.acquire(StoreConfig.of("memory:shared-test"))) {
            assertThat(stores.read(ref, 3000)).hasSize(3000);
        }
    }

    private StoreConfig config(String name) {
        return StoreConfig.of(uri(name));
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private static ObjectRef put(ObjectStore store, byte[] bytes) {
        return store.put(Payload.of(bytes)).toCompletableFuture().join();
    }
}
