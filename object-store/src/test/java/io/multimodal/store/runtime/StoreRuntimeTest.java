// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.JobRoots;
import io.multimodal.store.collect.Sweep;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.signing.KeyFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRuntimeTest {
    @TempDir Path folder;

    @Test
    void isSharedByAllWhoAcquireTheSameConfiguration() throws StoreException {
        StoreRuntime one = StoreRuntime.acquire(config("a"));
        StoreRuntime two = StoreRuntime.acquire(config("a"));
        assertThat(one.main()).isSameAs(two.main());
        one.close();
        one.close();
        ObjectRef ref = put(two.main(), new byte[2000]);
        assertThat(two.read(ref, 2000)).hasSize(2000);
        two.close();
        try (StoreRuntime three = StoreRuntime.acquire(config("a"))) {
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
        try (StoreRuntime stores = StoreRuntime.acquire(both)) {
            assertThat(stores.read(inB, 5000)).hasSize(5000);
        }
        try (StoreRuntime onlyA = StoreRuntime.acquire(config("a"))) {
            assertThatThrownBy(() -> onlyA.open(inB))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(String.format("%08x", ((StoredRef) inB).storeId()))
                    .hasMessageContaining("default = ");
        }
    }

    /** A reference in a record may be older than the root of the job that finds it there. */
    @Test
    void keepsWhatARememberedReferenceNamesFromNowOn() throws Exception {
        ObjectRef remembered;
        ObjectRef forgotten;
        try (ObjectStore before = LocalStore.open(folder.resolve("a"))) {
            remembered = put(before, new byte[5000]);
            forgotten = put(before, new byte[6000]);
            assertThat(before.keeps(((StoredRef) remembered).id()))
                    .as("nothing is collected here")
                    .isTrue();
            JobRoot all = Sweep.of(before).enable().orElseThrow();
            before.control().write("released/" + all.name(), new byte[0]);
        }
        Sweep.Settings atOnce = new Sweep.Settings(Duration.ofDays(1), Duration.ZERO);
        try (StoreRuntime stores = StoreRuntime.acquire(config("a"))) {
            ObjectStore main = stores.main();
            JobRoots.of(main).make("the job that remembers", List.of());
            assertThat(main.keeps(((StoredRef) remembered).id())).isFalse();

            stores.keep(remembered);
            stores.keep(new InlineRef(new byte[1]));

            assertThat(main.keeps(((StoredRef) remembered).id())).isTrue();
            Sweep.of(main).run(atOnce);
            Sweep.of(main).run(atOnce);
        }
        try (StoreRuntime after = StoreRuntime.acquire(config("a"))) {
            assertThat(after.read(remembered, 5000)).hasSize(5000);
            assertThatThrownBy(() -> after.keep(forgotten))
                    .as("the control: nobody kept this one")
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    @Test
    void readsInlineReferencesWithoutAStore() throws Exception {
        InlineRef ref = new InlineRef(new byte[] {1, 2, 3});
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of("memory:unused"))) {
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
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of("memory:unused"))) {
            assertThatThrownBy(() -> stores.open(metadata)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void readsAndIngestsExternalObjectsUnderTheConfiguredPrefixes() throws Exception {
        Path file = Files.write(folder.resolve("cat.jpg"), new byte[5000]);
        StoreConfig config =
                StoreConfig.of("memory:externals")
                        .withExternals(Map.of("media", folder.toUri().toString()));
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ExternalRef ref = stores.refer(file.toUri());
            assertThat(stores.read(ref, 5000)).isEqualTo(new byte[5000]);
            assertThatThrownBy(() -> stores.read(ref, 4999))
                    .isInstanceOf(ObjectTooLargeException.class);
            ObjectRef stored = stores.ingest(ref).toCompletableFuture().join();
            assertThat(stored).isInstanceOf(StoredRef.class);
            assertThat(stores.read(stored, 5000)).isEqualTo(new byte[5000]);
            assertThatThrownBy(() -> stores.refer(URI.create("file:///etc/hosts")))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(folder.toUri().toString());
        }
    }

    /** What was read under a validator is what was referenced, whatever lies there later. */
    @Test
    void cachesExternalObjectsThatHaveAVersionAndNoOthers() throws Exception {
        Path file = Files.write(folder.resolve("cat.jpg"), new byte[5000]);
        Map<String, String> prefixes = Map.of("media", folder.toUri().toString());
        StoreConfig config = StoreConfig.of("memory:cached").withExternals(prefixes);
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ExternalRef ref = stores.refer(file.toUri());
            ExternalRef bare =
                    new ExternalRef(ref.uri(), 0, OptionalLong.of(5000), Optional.empty());
            stores.read(ref, 5000);
            stores.read(bare, 5000);
            Files.delete(file);
            assertThat(stores.read(ref, 5000)).isEqualTo(new byte[5000]);
            assertThatThrownBy(() -> stores.read(bare, 5000))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
        StoreConfig uncached =
                new StoreConfig(Map.of("m", "memory:cached"), "m", CacheConfig.memory(0))
                        .withExternals(prefixes);
        Files.write(file, new byte[5000]);
        try (StoreRuntime stores = StoreRuntime.acquire(uncached)) {
            ExternalRef ref = stores.refer(file.toUri());
            stores.read(ref, 5000);
            Files.delete(file);
            assertThatThrownBy(() -> stores.read(ref, 5000))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    @Test
    void signsAndVerifiesAtItsDoorOnly() throws Exception {
        Path keys = KeyFiles.write(folder.resolve("keys"), KeyFiles.ONE);
        StoreConfig config =
                StoreConfig.of("memory:signed")
                        .withSignatures(StoreConfig.Signatures.required(keys.toString()));
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ObjectRef ref = put(stores.main(), new byte[3000]);
            String text = stores.referenceCodec().toText(ref);
            assertThat(stores.read(stores.referenceCodec().fromText(text), 3000)).hasSize(3000);
            assertThatThrownBy(() -> stores.referenceCodec().fromText(ref.toText()))
                    .isInstanceOf(RefusedException.class);
            assertThat(stores.read(ObjectRef.fromBytes(ref.toBytes()), 3000)).hasSize(3000);
        }
        assertThatThrownBy(
                        () ->
                                StoreRuntime.acquire(
                                        StoreConfig.of("memory:signed")
                                                .withSignatures(
                                                        StoreConfig.Signatures.required("/no"))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("/no");
    }

    @Test
    void refusesToReadDerivedReferences() throws StoreException {
        DerivedRef ref = new DerivedRef(new InlineRef(new byte[1]), new byte[] {1});
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of("memory:unused"))) {
            assertThatThrownBy(() -> stores.open(ref)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhichConfiguredStoreIsNoUri() {
        assertThatThrownBy(() -> StoreRuntime.acquire(StoreConfig.of("file:///a b")))
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
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of("memory:shared-test"))) {
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
