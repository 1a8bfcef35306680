// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.bucket.spi.BlobClient;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of objects, and what is known of them. */
interface RangeContract extends BucketBench {
    int SIZE = 1000;

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 999", "0, 1000", "1, 1", "499, 2", "999, 1", "1, 999"})
    default void readsARange(int offset, int length) {
        put("object", random(SIZE));
        assertThat(read("object", offset, length))
                .isEqualTo(Arrays.copyOfRange(random(SIZE), offset, offset + length));
    }

    @ParameterizedTest
    @CsvSource({"0, 1001", "0, 1048576", "999, 2", "990, 100"})
    default void givesFewerBytesWhereTheObjectEnds(int offset, int length) {
        put("object", random(SIZE));
        assertThat(read("object", offset, length))
                .isEqualTo(Arrays.copyOfRange(random(SIZE), offset, SIZE));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1001, 1", "5000000000, 10"})
    default void givesNoBytesBehindTheEnd(long offset, int length) {
        put("object", random(SIZE));
        BlobClient.Part part = await(client().get(key("object"), offset, length)).orElseThrow();
        assertThat(part.bytes()).isEmpty();
        assertThat(part.objectBytes()).isEqualTo(SIZE);
    }

    @Test
    default void saysHowLongTheWholeObjectIs() {
        put("object", random(SIZE));
        assertThat(await(client().get(key("object"), 10, 5)).orElseThrow().objectBytes())
                .isEqualTo(SIZE);
        assertThat(await(client().head(key("object"))).orElseThrow().sizeBytes()).isEqualTo(SIZE);
    }

    @Test
    default void hasNothingWhereNothingWasWritten() {
        put("folder/object", random(SIZE));
        for (String name : new String[] {"absent", "folder/absent", "other/absent", "folder/obj"}) {
            assertThat(await(client().get(key(name), 0, 10))).as(name).isEmpty();
            assertThat(await(client().head(key(name)))).as(name).isEmpty();
        }
    }

    @Test
    default void hasOneEtagForOneContent() {
        put("object", random(SIZE));
        Optional<String> etag = await(client().head(key("object"))).orElseThrow().etag();
        assertThat(await(client().get(key("object"), 0, 10)).orElseThrow().etag()).isEqualTo(etag);
        put("object", random(SIZE + 1));
        Optional<String> then = await(client().head(key("object"))).orElseThrow().etag();
        assertThat(then.isPresent()).isEqualTo(etag.isPresent());
        assertThat(etag.isPresent() && etag.equals(then)).as("the same ETag").isFalse();
    }

    @Test
    default void saysWhenAnObjectWasWrittenWhereItDecidesNoRace() {
        put("object", random(SIZE));
        Optional<java.time.Instant> at =
                await(client().head(key("object"))).orElseThrow().writtenAt();
        assertThat(decidesRaces() || at.isPresent()).isTrue();
    }
}
