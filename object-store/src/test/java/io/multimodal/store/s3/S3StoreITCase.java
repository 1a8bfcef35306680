// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both clients do alike, beyond the contract. */
class S3StoreITCase {
    static Stream<Arguments> servers() {
        return TestServer.withClients();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void isOneStoreForAllWhoOpenIt(TestServer server, String client) throws Exception {
        URI uri = server.freshStore(client);
        byte[] bytes = new byte[5000];
        ObjectRef ref;
        try (ObjectStore store = Stores.open(uri)) {
            ref = store.put(Payload.of(bytes)).toCompletableFuture().join();
        }
        try (ObjectStore again = Stores.openExisting(uri)) {
            assertThat(ObjectBytes.read(again, ref, 5000)).isEqualTo(bytes);
            assertThat(again.put(Payload.of(bytes)).toCompletableFuture().join()).isEqualTo(ref);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void saysWhatIsNotThere(TestServer server, String client) throws Exception {
        URI none = server.freshStore(client);
        assertThatThrownBy(() -> Stores.openExisting(none))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("no store");
        URI noBucket = URI.create(none.toString().replace("s3://media", "s3://no-such-bucket"));
        assertThatThrownBy(() -> Stores.open(noBucket))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no such bucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void saysThatNobodyAnswers(String client) {
        URI dead =
                URI.create(
                        "s3://media/x?client="
                                + client
                                + "&region=us-east-1&timeout=300ms&endpoint=http://127.0.0.1:9");
        assertThatThrownBy(() -> Stores.open(dead)).isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://user:secret@bucket/x",
                "s3:///x",
                "s3://b/x?client=curl",
                "s3://bucket/x?password=secret",
                "s3://bucket/../x",
                "s3://bucket/x?client=minio",
                "s3://bucket/x?timeout=fast",
                "s3://bucket/x?timeout=0s"
            })
    void refusesUrisThatMakeNoSense(String uri) {
        assertThatThrownBy(() -> Stores.open(URI.create(uri)))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("=secret");
    }
}
