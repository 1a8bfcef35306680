// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Real processes that write to one store, two at a time, and are killed. */
public final class KilledWriters {
    private static final int ALL_KILLS = Integer.getInteger("soak.kills", 20);

    private final int kills;
    private final URI store;
    private final Map<String, String> environment;
    private final Path folder;
    private final List<Path> logs = new ArrayList<>();

    /**
     * @param share how much of {@code -Dsoak.kills}, which is 20 if not given, falls to this store
     * @param environment what the processes need besides their arguments, such as credentials
     * @param folder where they write down what they were told
     */
    public KilledWriters(double share, URI store, Map<String, String> environment, Path folder) {
        this.kills = (int) Math.ceil(share * ALL_KILLS);
        this.store = store;
        this.environment = environment;
        this.folder = folder;
    }

    /** Kills them; gives the references that they had been told. */
    public Set<String> run() throws Exception {
        Random random = new Random(4);
        List<Process> writers = new ArrayList<>();
        for (int killed = 0; killed < kills; killed++) {
            while (writers.size() < 2) {
                logs.add(folder.resolve("acknowledged-" + logs.size()));
                writers.add(start(logs.get(logs.size() - 1), logs.size()));
            }
            Process victim = writers.remove(0);
            awaitLines(logs.get(logs.size() - 2), 1 + random.nextInt(50), victim);
            kill(victim);
        }
        for (Process writer : writers) {
            kill(writer);
        }
        Set<String> acknowledged = acknowledged();
        assertThat(acknowledged).hasSizeGreaterThan(kills);
        return acknowledged;
    }

    /** Every acknowledged object is there, and nothing in the store is damaged. */
    public static void verify(ObjectStore store, Set<String> acknowledged) throws Exception {
        for (String text : acknowledged) {
            ObjectRef ref = ObjectRef.fromText(text);
            byte[] bytes = ObjectBytes.read(store, ref, 20 << 20);
            assertThat(ContentId.hash(bytes).hex()).isEqualTo(text.split(":", -1)[4]);
        }
        try (Stream<AuditedObject> all = store.audit()) {
            assertThat(all.filter(audited -> audited.damage().isPresent())).isEmpty();
        }
    }

    private Set<String> acknowledged() throws IOException {
        Set<String> acknowledged = new HashSet<>();
        for (Path log : logs) {
            if (Files.exists(log)) {
                String text = Files.readString(log);
                // A line that the kill cut short was not read by anybody.
                acknowledged.addAll(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
            }
        }
        return acknowledged;
    }

    private Process start(Path log, int seed) throws IOException {
        ProcessBuilder writer =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakWriter.class.getName(),
                        store.toString(),
                        log.toString(),
                        Integer.toString(seed));
        writer.environment().putAll(environment);
        return writer.redirectErrorStream(true).redirectOutput(output(log)).start();
    }

    private static ProcessBuilder.Redirect output(Path log) {
        return ProcessBuilder.Redirect.to(log.resolveSibling(log.getFileName() + ".out").toFile());
    }

    /** By SIGKILL. */
    private static void kill(Process writer) throws InterruptedException {
        writer.destroyForcibly();
        writer.waitFor();
    }

    /** Waits until a writer was told of so many puts. */
    private static void awaitLines(Path log, int lines, Process writer) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(log) || Files.readString(log).lines().count() < lines) {
            if (!writer.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "A writer ended or hung: " + Files.readString(output(log).file().toPath()));
            }
            Thread.sleep(5);
        }
    }
}
