// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills real writer processes, two on one folder, and looks for anything lost. {@code
 * -Dsoak.kills=200} makes it long.
 */
class SoakITCase {
    private static final int KILLS = Integer.getInteger("soak.kills", 20);

    @TempDir Path folder;

    @Test
    void losesNothingThatAKilledWriterWasTold() throws Exception {
        Random random = new Random(4);
        Path store = folder.resolve("store");
        List<Path> logs = new ArrayList<>();
        List<Process> writers = new ArrayList<>();
        int kills = 0;
        while (kills < KILLS) {
            while (writers.size() < 2) {
                Path log = folder.resolve("acknowledged-" + logs.size());
                logs.add(log);
                writers.add(start(store, log, logs.size()));
            }
            Process victim = writers.remove(0);
            awaitLines(logs.get(logs.size() - 2), 1 + random.nextInt(50), victim);
            victim.destroyForcibly();
            victim.waitFor();
            kills++;
        }
        for (Process writer : writers) {
            writer.destroyForcibly();
            writer.waitFor();
        }

        Set<String> acknowledged = new HashSet<>();
        for (Path log : logs) {
            if (Files.exists(log)) {
                String text = Files.readString(log);
                // A line that the kill cut short was not read by anybody.
                acknowledged.addAll(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        try (ObjectStore reopened = LocalStore.openExisting(store)) {
            for (String text : acknowledged) {
                ObjectRef ref = ObjectRef.fromText(text);
                byte[] bytes = ObjectBytes.read(reopened, ref, 20 << 20);
                assertThat(ContentId.hash(bytes).hex()).isEqualTo(text.split(":", -1)[4]);
            }
            try (Stream<AuditedObject> all = reopened.audit()) {
                assertThat(all.filter(audited -> audited.damage().isPresent())).isEmpty();
            }
        }
        assertOnlyKnownNames(store);
    }

    private static Process start(Path store, Path log, int seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakWriter.class.getName(),
                        store.toString(),
                        log.toString(),
                        Integer.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits until a writer was told of so many puts. */
    private static void awaitLines(Path log, int lines, Process writer) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(log) || Files.readString(log).lines().count() < lines) {
            assertThat(writer.isAlive()).as("the writer lives").isTrue();
            assertThat(System.nanoTime()).as("the writer works").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** Orphans are temporary files and unsealed packs, nothing else. */
    private static void assertOnlyKnownNames(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            assertThat(
                            all.filter(Files::isRegularFile)
                                    .map(file -> store.relativize(file).toString())
                                    .filter(
                                            name ->
                                                    !name.matches(
                                                            "root|epochs/1|tmp/.*"
                                                                    + "|(objects|trees)/1/[0-9a-f]{64}"
                                                                    + "|packs/1/[0-9a-f-]+[.](open|pack)")))
                    .isEmpty();
        }
    }
}
