// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** URLs that fetch an object without credentials, for a while. */
class PresignITCase {
    private static final String SERVERS = "io.multimodal.store.s3.TestServer#withClients";
    private static final Duration SHORT = Duration.ofMinutes(15);

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @MethodSource(SERVERS)
    void givesTheBytesToAPlainClientAndToNobodyWithoutTheSignature(TestServer server, String client)
            throws Exception {
        byte[] bytes = new byte[1_500_000];
        new Random(1).nextBytes(bytes);
        try (ObjectStore store = Stores.open(server.freshStore(client))) {
            StoredRef ref = (StoredRef) store.put(Payload.of(bytes)).toCompletableFuture().join();
            URI url = store.presign(ref, SHORT);
            HttpResponse<byte[]> got = get(url);
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.body()).isEqualTo(bytes);
            assertThat(url.getQuery()).contains("X-Amz-Expires=900");

            String text = url.toString();
            URI bare = URI.create(text.replaceFirst("[?].*", ""));
            assertThat(get(bare).statusCode()).isEqualTo(403);
            URI longer = URI.create(text.replace("X-Amz-Expires=900", "X-Amz-Expires=90000"));
            assertThat(get(longer).statusCode()).isEqualTo(403);
            URI other = URI.create(text.replace(ref.id().hex(), ContentId.hash("x").hex()));
            assertThat(get(other).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void refusesWhatHasNoUrl(TestServer server, String client) throws Exception {
        try (ObjectStore store = Stores.open(server.freshStore(client))) {
            StoredRef absent =
                    new StoredRef(
                            store.root().storeId(),
                            ContentId.hash("absent"),
                            2_000_000,
                            Optional.empty());
            assertThatThrownBy(() -> store.presign(absent, SHORT))
                    .isInstanceOf(ObjectNotFoundException.class);
            StoredRef others =
                    new StoredRef(
                            store.root().storeId() + 1, absent.id(), 2_000_000, Optional.empty());
            assertThatThrownBy(() -> store.presign(others, SHORT))
                    .isInstanceOf(RefusedException.class);
            for (Duration expires :
                    new Duration[] {
                        Duration.ZERO, Duration.ofMillis(900), Duration.ofDays(7).plusSeconds(1)
                    }) {
                assertThatThrownBy(() -> store.presign(absent, expires))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("seven days");
            }
        }
    }

    /** Small objects that are put at once go into packs together, but for the first. */
    @ParameterizedTest
    @MethodSource(SERVERS)
    void givesNoUrlThatWouldOpenAPack(TestServer server, String client) throws Exception {
        try (ObjectStore store = Stores.open(server.freshStore(client))) {
            List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                puts.add(store.put(Payload.of(new byte[5000 + i])).toCompletableFuture());
            }
            int packed = 0;
            for (CompletableFuture<ObjectRef> put : puts) {
                StoredRef ref = (StoredRef) put.join();
                try {
                    assertThat(get(store.presign(ref, SHORT)).body())
                            .isEqualTo(new byte[(int) ref.length()]);
                } catch (RefusedException e) {
                    assertThat(e)
                            .hasMessageContaining("lies in a pack")
                            .hasMessageContaining("get");
                    packed++;
                }
            }
            assertThat(packed).isPositive();
        }
    }

    private HttpResponse<byte[]> get(URI url) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
