// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as a prefix from a URI may make them. */
interface KeyContract extends BucketBench {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space/a b",
                "per%cent/100%",
                "escaped%20space/%41",
                "plus+plus/a+b",
                "dots.and-dashes_/x.tar.gz",
                "upper/UPPER",
                "umlaut/äöü",
                "日本語/写真",
                "emoji/\uD83D\uDE00",
                "query?a=b&c=d/x?",
                "hash#tag/x#",
                "quotes'\"/it's",
                "comma,semi;colon:at@/x",
                "brackets()[]{}/x",
                "signs!$*=~/x"
            })
    default void takesKeysWithAnyCharacter(String name) {
        put(name, random(100));
        assertThat(read(name)).contains(random(100));
        assertThat(read(name, 99, 1)).hasSize(1);
        assertThat(await(client().head(key(name))).orElseThrow().sizeBytes()).isEqualTo(100);
        assertThat(list(name.substring(0, name.indexOf('/') + 1), "")).containsExactly(name);
        await(client().delete(key(name)));
        assertThat(list("", "")).isEmpty();
    }

    @Test
    default void takesLongKeys() {
        String name = ("s".repeat(200) + "/").repeat(4) + "n".repeat(100);
        put(name, random(10));
        assertThat(read(name)).contains(random(10));
        assertThat(list("", "")).containsExactly(name);
    }
}
