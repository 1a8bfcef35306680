// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.CacheConfig;
import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.types.failure.OnError;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class MultimodalOptionsTest {
    @Test
    void takesAFolderOfTheUsersWhereTheJobRunsInThisProcess() {
        for (Map<String, String> embedded :
                List.of(Map.<String, String>of(), Map.of("execution.target", "local"))) {
            MultimodalConfig config = resolve(embedded);
            assertThat(config.store().stores().get(config.store().defaultStore()))
                    .isEqualTo("file://" + System.getProperty("user.home") + "/.multimodal/store");
            assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
            assertThat(config.onError()).isEqualTo(OnError.FAIL);
        }
    }

    @Test
    void takesTheSamePlaceForTheSameStoreWithAndWithoutASlashAtTheEnd() {
        assertThat(resolve(Map.of("multimodal.stores.a.uri", "file:///data/media/")))
                .isEqualTo(resolve(Map.of("multimodal.stores.a.uri", "file:///data/media")));
    }

    @Test
    void saysWhatToSetOnAClusterWithoutAStore() {
        refuses(Map.of("execution.target", "remote"), "multimodal.stores.<name>.uri", "remote");
    }

    @Test
    void readsEveryOption() {
        MultimodalConfig config =
                resolve(
                        Map.of(
                                "execution.target", "remote",
                                "multimodal.stores.media.uri", "s3://bucket/media",
                                "multimodal.stores.old.uri", "file:///old",
                                "multimodal.store", "media",
                                "multimodal.store.cache.size", "8mb",
                                "multimodal.store.cache.disk.path", "/cache",
                                "multimodal.limits.bytes", "1kb",
                                "multimodal.limits.pixels", "77",
                                "multimodal.limits.decode-memory", "2mb",
                                "multimodal.on-error", "dead-letter"));
        assertThat(config.store().stores())
                .isEqualTo(Map.of("media", "s3://bucket/media", "old", "file:///old"));
        assertThat(config.store().defaultStore()).isEqualTo("media");
        assertThat(config.store().cache())
                .isEqualTo(new CacheConfig(8 << 20, "/cache", CacheConfig.DEFAULT_DISK_BYTES));
        assertThat(config.limits()).isEqualTo(new Limits(1024, 77, 2 << 20));
        assertThat(config.onError()).isEqualTo(OnError.DEAD_LETTER);
    }

    @Test
    void takesTheOnlyStoreWithoutBeingTold() {
        assertThat(resolve(Map.of("multimodal.stores.a.uri", "file:///a")).store().defaultStore())
                .isEqualTo("a");
    }

    @Test
    void seesTheStoresOfTheClusterAndThoseOfTheSession() {
        TableConfig session = TableConfig.getDefault();
        session.setRootConfiguration(
                Configuration.fromMap(Map.of("multimodal.stores.cluster.uri", "file:///c")));
        session.set("multimodal.stores.mine.uri", "file:///m");
        session.set("multimodal.store", "mine");
        assertThat(MultimodalOptions.resolve(session).store().stores())
                .containsOnlyKeys("cluster", "mine");
    }

    @Test
    void readsThePlacesOfExternalObjects() {
        TableConfig session = TableConfig.getDefault();
        session.setRootConfiguration(
                Configuration.fromMap(
                        Map.of("multimodal.external.data.prefix", "s3://bucket/data/?region=r")));
        session.set("multimodal.external.web.prefix", "https://example.org/media/");
        assertThat(MultimodalOptions.resolve(session).store().externals())
                .isEqualTo(
                        Map.of(
                                "data", "s3://bucket/data/?region=r",
                                "web", "https://example.org/media/"));
        assertThat(resolve(Map.of()).store().externals()).isEmpty();
        refuses(
                Map.of("multimodal.external.web.url", "https://example.org/"),
                "multimodal.external.<name>.prefix");
        refuses(
                Map.of("multimodal.external.web.prefix", "https://example.org/../x"),
                "multimodal.external.web.prefix",
                "'..'");
        assertThatThrownBy(
                        () ->
                                resolve(
                                        Map.of(
                                                "multimodal.external.web.prefix",
                                                "https://user:s3cr3t@example.org/")))
                .isInstanceOf(ValidationException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void requiresSignaturesWhereThereAreKeysUnlessTold() {
        assertThat(resolve(Map.of()).store().signatures()).isEqualTo(Signatures.NONE);
        assertThat(resolve(Map.of("multimodal.store.signing-keys", "/k")).store().signatures())
                .isEqualTo(Signatures.required("/k"));
        assertThat(
                        resolve(
                                        Map.of(
                                                "multimodal.store.signing-keys", "/k",
                                                "multimodal.store.require-signatures", "false"))
                                .store()
                                .signatures())
                .isEqualTo(new Signatures("/k", false));
    }

    @Test
    void refusesWhatCannotBeInOneSentence() {
        refuses(
                Map.of("multimodal.stores.a.uri", "file:///a", "multimodal.store", "b"),
                "'b'",
                "[a]",
                "multimodal.stores.b.uri");
        refuses(
                Map.of("multimodal.stores.a.uri", "file:///a", "multimodal.stores.b.uri", "s3://b"),
                "[a, b]",
                "multimodal.store");
        refuses(Map.of("multimodal.stores.a.url", "file:///a"), "multimodal.stores.a.url", "uri");
        refuses(Map.of("multimodal.stores.a.uri", "/tmp/a"), "/tmp/a", "scheme");
        refuses(Map.of("multimodal.limits.pixels", "0"), "multimodal.limits.pixels", "not 0");
        refuses(
                Map.of("multimodal.stores.a.uri", "s3://key:s3cr3t@bucket"),
                "multimodal.stores.a.uri",
                "user");
    }

    @Test
    void neverPrintsACredentialThatSomebodyWroteIntoAUri() {
        assertThatThrownBy(() -> resolve(Map.of("multimodal.stores.a.uri", "s3://k:s3cr3t@bucket")))
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void travelsToTaskManagers() throws Exception {
        MultimodalConfig config =
                resolve(
                        Map.of(
                                "multimodal.external.web.prefix", "https://example.org/",
                                "multimodal.store.signing-keys", "/etc/keys"));
        assertThat(InstantiationUtil.clone(config)).isEqualTo(config);
    }

    private static MultimodalConfig resolve(Map<String, String> options) {
        return MultimodalOptions.resolve(Configuration.fromMap(options));
    }

    private static void refuses(Map<String, String> options, String... words) {
        assertThatThrownBy(() -> resolve(options))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(words);
    }
}
