// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static io.multimodal.store.testkit.BucketContract.await;
import static io.multimodal.store.testkit.BucketContract.random;
import static io.multimodal.store.testkit.BucketContract.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multimodal.store.bucket.spi.BlobClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts, conditional and not, uploads and deletes. */
interface PutContract extends BucketBench {
    int LARGE = (9 << 20) + 1;

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 20})
    default void givesBackWhatWasPut(int size) {
        put("object", random(size));
        assertThat(read("object")).contains(random(size));
    }

    @Test
    default void keepsAnEmptyObject() {
        put("empty", new byte[0]);
        assertThat(read("empty")).contains(new byte[0]);
        assertThat(await(client().head(key("empty"))).orElseThrow().sizeBytes()).isZero();
        assertThat(list("", "")).containsExactly("empty");
    }

    @Test
    default void leavesTheCallersBytesAlone() {
        byte[] content = random(1000);
        put("object", content);
        assertThat(content).isEqualTo(random(1000));
    }

    @Test
    default void writesOverWhatIsThereWithoutACondition() {
        put("object", random(1000));
        put("object", random(10));
        assertThat(read("object")).contains(random(10));
    }

    @Test
    default void writesWhatIsAbsent() {
        assertThat(putIfAbsent("object", random(100))).isEqualTo(BlobClient.Put.WRITTEN);
        assertThat(read("object")).contains(random(100));
    }

    @Test
    default void leavesWhatIsThere() {
        put("object", random(100));
        assertThat(putIfAbsent("object", random(50))).isEqualTo(BlobClient.Put.WAS_THERE);
        assertThat(read("object")).contains(random(100));
    }

    @Test
    default void leavesAnEmptyObjectThatIsThere() {
        put("object", new byte[0]);
        assertThat(putIfAbsent("object", random(50))).isEqualTo(BlobClient.Put.WAS_THERE);
        assertThat(read("object")).contains(new byte[0]);
    }

    @Test
    default void writesIfAbsentWhatWasDeleted() {
        put("object", random(100));
        await(client().delete(key("object")));
        assertThat(putIfAbsent("object", random(50))).isEqualTo(BlobClient.Put.WRITTEN);
        assertThat(read("object")).contains(random(50));
    }

    @Test
    default void letsOneOfManyRacingPutsWin() {
        assumeTrue(decidesRaces(), "the service does not decide races");
        for (int round = 0; round < 4; round++) {
            String name = "race" + round;
            List<CompletableFuture<BlobClient.Put>> puts = new ArrayList<>();
            for (int racer = 0; racer < 16; racer++) {
                byte[] content = {(byte) racer};
                puts.add(client().put(key(name), content, sha256(content), true));
            }
            List<Byte> winners = new ArrayList<>();
            for (int racer = 0; racer < puts.size(); racer++) {
                if (await(puts.get(racer)) == BlobClient.Put.WRITTEN) {
                    winners.add((byte) racer);
                }
            }
            assertThat(winners).as("winners of 16 racing puts").hasSize(1);
            assertThat(read(name)).contains(new byte[] {winners.get(0)});
        }
    }

    @Test
    default void refusesAWrongChecksumIfItSaysSo() throws Exception {
        assumeTrue(client().checksPuts(key("scratch")), "every put is read back");
        byte[] content = random(1000);
        assertFails(attempt -> client().put(key("wrong"), content, new byte[32], false));
        assertThat(read("wrong")).isEmpty();
    }

    @Test
    default void uploadsAFile(@TempDir Path folder) throws Exception {
        byte[] content = random(LARGE);
        Path file = Files.write(folder.resolve("large"), content);
        await(client().upload(key("large"), file, new BucketContract.Once()));
        assertThat(await(client().head(key("large"))).orElseThrow().sizeBytes()).isEqualTo(LARGE);
        assertThat(Arrays.equals(read("large").orElseThrow(), content)).isTrue();
        assertThat(Files.readAllBytes(file)).hasSize(LARGE);
    }

    @Test
    default void uploadsOverWhatIsThere(@TempDir Path folder) throws Exception {
        put("object", random(100));
        Path file = Files.write(folder.resolve("small"), random(5000));
        await(client().upload(key("object"), file, new BucketContract.Once()));
        assertThat(read("object")).contains(random(5000));
    }

    @Test
    default void deletesAnObject() {
        put("object", random(100));
        put("object2", random(100));
        await(client().delete(key("object")));
        assertThat(read("object")).isEmpty();
        assertThat(await(client().head(key("object")))).isEmpty();
        assertThat(list("", "")).containsExactly("object2");
    }

    @Test
    default void deletesWhatIsAbsent() {
        await(client().delete(key("absent")));
        await(client().delete(key("no/such/folder/absent")));
    }
}
