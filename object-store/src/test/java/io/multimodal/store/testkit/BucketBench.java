// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.sha256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.bucket.spi.BlobClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** What the parts of the suite work with. */
interface BucketBench {
    /** The client under test. */
    BlobClient client();

    /** A key under the prefix of the test. */
    String key(String name);

    /** Whether one of several racing conditional puts wins. */
    boolean decidesRaces();

    /** Puts without a condition, and waits. */
    default void put(String name, byte[] content) {
        assertThat(await(client().put(key(name), content, sha256(content), false)))
                .isEqualTo(BlobClient.Put.WRITTEN);
    }

    /** Puts if absent, and waits. */
    default BlobClient.Put putIfAbsent(String name, byte[] content) {
        return await(client().put(key(name), content, sha256(content), true));
    }

    /** Puts many small objects at once, each with its name as content, and waits. */
    default void putAll(List<String> names) {
        List<CompletableFuture<BlobClient.Put>> puts = new ArrayList<>();
        for (String name : names) {
            byte[] content = name.getBytes(UTF_8);
            puts.add(client().put(key(name), content, sha256(content), false));
            if (puts.size() % 32 == 0) {
                puts.forEach(BucketContract::await);
            }
        }
        puts.forEach(BucketContract::await);
    }

    /** All of an object; empty where there is none. */
    default Optional<byte[]> read(String name) {
        return await(client().get(key(name), 0, 16 << 20)).map(BlobClient.Part::bytes);
    }

    /** A range of an object that is there. */
    default byte[] read(String name, long offset, int length) {
        return await(client().get(key(name), offset, length)).orElseThrow().bytes();
    }

    /** All keys under a prefix and behind a name, without the prefix of the test. */
    default List<String> list(String under, String after) {
        List<String> names = new ArrayList<>();
        String last = after.isEmpty() ? "" : key(after);
        boolean more = true;
        for (int page = 0; more; page++) {
            assertThat(page).as("pages of a listing").isLessThan(10_000);
            BlobClient.Page next = await(client().list(key(under), last));
            for (BlobClient.Item item : next.items()) {
                names.add(item.key().substring(key("").length()));
                last = item.key();
            }
            more = next.more();
            assertThat(more && next.items().isEmpty()).as("a page is empty").isFalse();
        }
        return names;
    }

    /** Whether a request fails, when it is sent or later. */
    default void assertFails(IntFunction<CompletableFuture<?>> request) {
        assertThatThrownBy(() -> await(request.apply(1)))
                .isNotInstanceOf(AssertionError.class)
                .isInstanceOf(Exception.class);
    }
}
