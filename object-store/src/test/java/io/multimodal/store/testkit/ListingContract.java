// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.multimodal.store.bucket.spi.BlobClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listings: complete, in order, from any place on. */
interface ListingContract extends BucketBench {
    /** In the order of their bytes, which is not that of folders. */
    List<String> NAMES =
            List.of("C/x", "Z", "a-", "a-b", "a.b", "a/b", "a/c/d", "a0", "a_", "aa", "b/1");

    @Test
    default void listsInTheOrderOfBytes() {
        List<String> shuffled = new ArrayList<>(NAMES);
        Collections.reverse(shuffled);
        putAll(shuffled);
        assertThat(list("", "")).containsExactlyElementsOf(NAMES);
    }

    @Test
    default void listsInTheOrderOfBytesBeyondAscii() {
        List<String> names = List.of("z", "é", "日", "\uFF5E");
        putAll(names);
        assertThat(list("", ""))
                .containsExactlyInAnyOrderElementsOf(names)
                .isSortedAccordingTo(BucketContract::compareBytes);
    }

    @Test
    default void listsWhatBeginsWithAPrefix() {
        putAll(List.of("other/ab1", "x/ab1", "x/ab2", "x/ac1", "x/b/ab", "xab"));
        assertThat(list("x/", "")).containsExactly("x/ab1", "x/ab2", "x/ac1", "x/b/ab");
        assertThat(list("x/ab", "")).containsExactly("x/ab1", "x/ab2");
        assertThat(list("x/b", "")).containsExactly("x/b/ab");
        assertThat(list("x", "")).containsExactly("x/ab1", "x/ab2", "x/ac1", "x/b/ab", "xab");
    }

    @Test
    default void listsNothingWhereNothingIs() {
        putAll(List.of("a/1"));
        assertThat(list("b/", "")).isEmpty();
        assertThat(list("a/2", "")).isEmpty();
        assertThat(list("a/", "a/1")).isEmpty();
        assertThat(list("a/", "a/9")).isEmpty();
    }

    @Test
    default void listsBehindAKeyThatIsThereOrNot() {
        putAll(List.of("p/10", "p/20", "p/20x", "p/30"));
        assertThat(list("p/", "p/10")).containsExactly("p/20", "p/20x", "p/30");
        assertThat(list("p/", "p/15")).containsExactly("p/20", "p/20x", "p/30");
        assertThat(list("p/", "p/20")).containsExactly("p/20x", "p/30");
        assertThat(list("p/", "p/0")).containsExactly("p/10", "p/20", "p/20x", "p/30");
    }

    @Test
    default void listsBehindAKeyInAFolder() {
        putAll(List.of("p/a/1", "p/a/2", "p/b/1", "p/c"));
        assertThat(list("p/", "p/a/1")).containsExactly("p/a/2", "p/b/1", "p/c");
        assertThat(list("p/", "p/a/9")).containsExactly("p/b/1", "p/c");
        assertThat(list("p/", "p/b/1")).containsExactly("p/c");
    }

    @Test
    default void listsMoreThanAThousandKeys() {
        List<String> names =
                IntStream.range(0, 1_050).mapToObj(i -> String.format("many/%05d", i)).toList();
        putAll(names);
        assertThat(list("many/", "")).containsExactlyElementsOf(names);
        assertThat(list("many/", "many/01020"))
                .containsExactlyElementsOf(names.subList(1021, 1050));
    }

    @Test
    default void saysHowLongListedObjectsAre() {
        put("long", random(12_345));
        put("none", new byte[0]);
        List<BlobClient.Item> items = await(client().list(key(""), "")).items();
        assertThat(items)
                .extracting(BlobClient.Item::key, BlobClient.Item::sizeBytes)
                .containsExactly(tuple(key("long"), 12_345L), tuple(key("none"), 0L));
        for (BlobClient.Item item : items) {
            BlobClient.Head head = await(client().head(item.key())).orElseThrow();
            item.etag().ifPresent(etag -> assertThat(head.etag()).hasValue(etag));
            assertThat(item.writtenAt().isPresent()).isIn(false, head.writtenAt().isPresent());
        }
    }

    @Test
    default void listsWhatWasJustWrittenAndNotWhatWasJustDeleted() {
        for (int i = 0; i < 5; i++) {
            put("now/" + i, random(10));
            assertThat(list("now/", "")).containsExactly("now/" + i);
            await(client().delete(key("now/" + i)));
            assertThat(list("now/", "")).isEmpty();
        }
    }
}
