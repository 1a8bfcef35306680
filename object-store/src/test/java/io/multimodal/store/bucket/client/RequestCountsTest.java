// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ServerRequests;
import io.multimodal.store.bucket.layout.BlobPuts;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class RequestCountsTest {
    @Test
    void requestsAreCountedByKind() throws Exception {
        MemoryBucket server = new MemoryBucket();
        for (int i = 0; i < 1500; i++) {
            server.objects.put("a/%04d".formatted(i), new byte[1]);
        }
        RetryPolicy policy = RetryPolicy.of(Duration.ofSeconds(10));
        try (Bucket bucket =
                new ClientBucket(server.client(), policy, () -> ServerCapabilities.CHECKS_ALL)) {
            assertThat(bucket.requests()).contains(new ServerRequests(0, 0, 0, 0));
            byte[] some = {1};
            bucket.put("b", some, BlobPuts.sha256(some), false).get();
            bucket.get("b", 0, 1);
            bucket.head("b");
            bucket.list("a/").forEachRemaining(item -> {});
            bucket.delete("a/0000");
            bucket.deleteLater("a/0001").get();
            assertThat(bucket.requests()).contains(new ServerRequests(2, 2, 1, 2));
        }
    }

    @Test
    void repeatedRequestsCount() {
        Duration pause = Duration.ofMillis(1);
        Duration time = Duration.ofSeconds(10);
        MemoryBucket gone = new MemoryBucket(new ConcurrentSkipListMap<>(), 0);
        try (Bucket bucket =
                new ClientBucket(
                        gone.client(),
                        new RetryPolicy(time, time, 3, pause, pause),
                        () -> ServerCapabilities.CHECKS_ALL)) {
            assertThat(bucket.deleteLater("a")).failsWithin(time);
            assertThat(bucket.requests()).contains(new ServerRequests(0, 0, 0, 3));
        }
    }
}
