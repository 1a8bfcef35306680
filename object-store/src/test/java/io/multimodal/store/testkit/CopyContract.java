// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.random;
import static io.multimodal.store.testkit.BucketContract.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.spi.BlobClient;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Copies that the service makes. A client whose service makes none has no places. */
interface CopyContract extends BucketBench {
    int COPIED = 2000;
    int LATER = 2001;
    int REPLACED = 1500;

    @Test
    default void copiesAnObjectWholeOverAnother() {
        put("source", random(COPIED));
        put("target", random(REPLACED));
        Optional<ObjectPlace> place = place("source");
        place.ifPresent(from -> assertThat(from.sizeBytes()).isEqualTo(COPIED));
        boolean copied = place.isPresent() && copy(place.get());
        assertHolds("target", random(copied ? COPIED : REPLACED));
        assertHolds("source", random(COPIED));
    }

    @Test
    default void copiesNoOtherVersionThanThatOfThePlace() {
        put("source", random(COPIED));
        put("target", random(REPLACED));
        Optional<ObjectPlace> before = place("source");
        put("source", random(LATER));
        assertThat(before.isPresent() && copy(before.get())).isFalse();
        assertHolds("target", random(REPLACED));
    }

    /** The object is there, so that the service alone is a reason not to copy it. */
    @Test
    default void copiesNothingFromAnotherService() {
        put("source", random(COPIED));
        put("target", random(REPLACED));
        Optional<ObjectPlace> elsewhere =
                place("source")
                        .map(
                                from ->
                                        new ObjectPlace(
                                                "another " + from.service(),
                                                from.name(),
                                                from.sizeBytes(),
                                                from.etag()));
        assertThat(elsewhere.isPresent() && copy(elsewhere.get())).isFalse();
        assertHolds("target", random(REPLACED));
    }

    private Optional<ObjectPlace> place(String name) {
        BlobClient.Head head = await(client().head(key(name))).orElseThrow();
        return client().place(key(name), head);
    }

    /** Whether it was copied; a request that fails has copied nothing, too. */
    private boolean copy(ObjectPlace from) {
        try {
            return await(
                    client().copy(
                                    from,
                                    sha256(random(COPIED)),
                                    key("target"),
                                    new BucketContract.Once()));
        } catch (CompletionException e) {
            return false;
        }
    }

    private void assertHolds(String name, byte[] content) {
        assertThat(read(name, 0, 2 * content.length)).isEqualTo(content);
    }
}
