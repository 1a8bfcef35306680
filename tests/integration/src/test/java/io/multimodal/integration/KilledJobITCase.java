// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.command.Example;
import io.multimodal.examples.images.SampleImage;
import io.multimodal.examples.images.SampleImages;
import io.multimodal.examples.text.ReadImage;
import io.multimodal.examples.text.TextInImages;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.StoredRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own, killed without warning in the middle of its work. */
@Timeout(300)
class KilledJobITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final int ENOUGH_OBJECTS = 5;

    @TempDir private Path temp;

    @Test
    void leavesNothingBrokenAndTheNextRunFinishesTheWork() throws Exception {
        SampleImages.drawInto(temp.resolve("images"));
        Process demo = start();
        try {
            awaitObjects(demo);
        } finally {
            demo.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }

        assertThat(objects()).isGreaterThanOrEqualTo(ENOUGH_OBJECTS);
        assertThatEveryObjectIsWhole();

        TextInImages.Result result =
                TextInImages.run(Arguments.parse(Example.DEMO, HOME, arguments()), image -> {});

        assertThat(result.images())
                .extracting(ReadImage::text)
                .containsExactlyInAnyOrderElementsOf(
                        SampleImages.ALL.stream().map(SampleImage::text).toList());
        // Copies may be more: what lay in the pack of the killed process is not known to be synced,
        // so it is put again.
        assertThat(distinctObjects()).isEqualTo(SampleImages.ALL.size());
    }

    private String[] arguments() {
        return new String[] {
            "--output", temp.resolve("out").toString(), temp.resolve("images").toString()
        };
    }

    private Process start() throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx1g",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dmultimodal.home=" + HOME,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        TextInImages.class.getName()),
                                Stream.of(arguments()))
                        .toList();
        File log = temp.resolve("demo.log").toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    }

    private void awaitObjects(Process demo) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (objects() < ENOUGH_OBJECTS) {
            assertThat(demo.isAlive())
                    .as(
                            () ->
                                    "The demo ended before it could be killed; see "
                                            + temp.resolve("demo.log"))
                    .isTrue();
            assertThat(System.nanoTime()).as("time until the first objects").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private long objects() throws StoreException {
        if (!Files.exists(folder().resolve("root"))) {
            return 0;
        }
        try (LocalStore store = LocalStore.open(folder())) {
            return StoreStatistics.of(store).objects();
        }
    }

    private long distinctObjects() throws StoreException {
        try (LocalStore store = LocalStore.open(folder());
                Stream<ObjectSummary> objects = store.list()) {
            return objects.map(ObjectSummary::id).distinct().count();
        }
    }

    /** Reading verifies: what is not whole throws. */
    private void assertThatEveryObjectIsWhole() throws StoreException {
        try (LocalStore store = LocalStore.open(folder());
                Stream<ObjectSummary> objects = store.list()) {
            for (ObjectSummary object : objects.toList()) {
                StoredRef ref =
                        new StoredRef(
                                store.root().storeId(),
                                object.id(),
                                object.sizeBytes(),
                                Optional.empty());
                assertThat(ObjectBytes.read(store, ref, object.sizeBytes()))
                        .hasSize((int) object.sizeBytes());
            }
        }
    }

    private Path folder() {
        return temp.resolve("out/store");
    }
}
