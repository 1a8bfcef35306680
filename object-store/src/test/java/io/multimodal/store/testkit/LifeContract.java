// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.random;
import static io.multimodal.store.testkit.BucketContract.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.bucket.spi.BlobClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many requests at once, and none after the end. */
interface LifeContract extends BucketBench {
    @Test
    default void servesManyRequestsAtOnce() {
        List<CompletableFuture<Optional<BlobClient.Part>>> reads = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String key = key("object" + i);
            byte[] content = random(1000 + i);
            reads.add(
                    client().put(key, content, sha256(content), false)
                            .thenCompose(put -> client().get(key, 0, 5000)));
        }
        for (int i = 0; i < 64; i++) {
            assertThat(await(reads.get(i)).orElseThrow().bytes()).isEqualTo(random(1000 + i));
        }
    }

    @Test
    default void failsOnceItIsClosed() {
        put("object", random(100));
        client().close();
        assertFails(attempt -> client().get(key("object"), 0, 10));
        assertFails(attempt -> client().head(key("object")));
        assertFails(attempt -> client().list(key(""), ""));
        assertFails(attempt -> client().delete(key("object")));
        assertFails(attempt -> client().put(key("x"), new byte[1], sha256(new byte[1]), false));
    }

    @Test
    default void closesTwice() {
        client().close();
        client().close();
    }

    @Test
    default void saysWhereItIs() {
        assertThat(client().toString())
                .isNotBlank()
                .as("toString names the service and the place, and no object")
                .doesNotContain(client().getClass().getName() + "@");
    }
}
