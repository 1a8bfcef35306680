// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.FloorName;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
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

/**
 * Real processes on one store: two with jobs that put and end, one that sweeps all the time without
 * patience. They are killed in turn. The leases of those that are gone are removed, as a sweep does
 * after an hour.
 */
public final class KilledSweeps {
    private static final int ALL_KILLS = Integer.getInteger("soak.kills", 20);

    private final int kills;
    private final URI store;
    private final Map<String, String> environment;
    private final Path folder;
    private final boolean looksAtRoots;
    private final List<Path> jobLogs = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<Path> sweepLogs = new ArrayList<>();

    /**
     * @param share how much of {@code -Dsoak.kills}, which is 20 if not given, falls to this store
     * @param environment what the processes need besides their arguments, such as credentials
     * @param folder where they write down what they did
     * @param looksAtRoots false for the control
     */
    public KilledSweeps(
            double share,
            URI store,
            Map<String, String> environment,
            Path folder,
            boolean looksAtRoots) {
        this.kills = (int) Math.ceil(share * ALL_KILLS);
        this.store = store;
        this.environment = environment;
        this.folder = folder;
        this.looksAtRoots = looksAtRoots;
    }

    /** Kills them; gives what is not readable although its root is held. */
    public List<String> run() throws Exception {
        try (ObjectStore opened = Stores.open(store)) {
            Sweep sweep = Sweep.of(opened);
            JobRoot before = sweep.enable().orElseThrow();
            // An hour has passed: nothing was put before.
            opened.control().write("released/" + before.name(), new byte[0]);
            killAll(opened);
            return lost;
        }
    }

    /** When no root is held, two more sweeps leave nothing. */
    public void assertGarbageGoes() throws Exception {
        try (ObjectStore opened = Stores.open(store)) {
            JobRoots roots = JobRoots.of(opened);
            for (HeldRoot held : roots.list()) {
                roots.release(held.root());
            }
            for (int i = 0; i < 2; i++) {
                Sweep.of(opened).run(SoakSweep.AT_ONCE);
            }
            try (Stream<?> objects = opened.list()) {
                assertThat(objects).isEmpty();
            }
        }
    }

    private void killAll(ObjectStore opened) throws Exception {
        Random random = new Random(5);
        List<Process> jobs = new ArrayList<>();
        List<Set<String>> leases = new ArrayList<>();
        Process sweep = startSweep();
        try {
            for (int killed = 0; killed < kills; killed++) {
                while (jobs.size() < 2) {
                    Set<String> others = leases(opened);
                    jobs.add(startJob());
                    await(jobLogs.get(jobLogs.size() - 1), "holds", 1, jobs.get(jobs.size() - 1));
                    Set<String> its = leases(opened);
                    its.removeAll(others);
                    leases.add(its);
                    awaitSweeps(2, sweep);
                }
                Process victim = jobs.remove(0);
                await(jobLogs.get(jobLogs.size() - 2), "holds", random.nextInt(200), victim);
                kill(victim);
                for (String lease : leases.remove(0)) {
                    opened.control().remove("leases/" + lease);
                }
                awaitSweeps(3, sweep);
                verify(opened, jobLogs.get(jobLogs.size() - 2));
                if (killed == 0) {
                    // What this job alone kept goes beside the other one.
                    await(sweepLogs.get(sweepLogs.size() - 1), "removed [1-9]", 1, sweep);
                }
                if (killed % 2 == 0) {
                    kill(sweep);
                    sweep = startSweep();
                }
            }
            for (Process job : jobs) {
                kill(job);
            }
            // Nothing but the roots of the last jobs keeps anything now.
            for (String lease : leases(opened)) {
                opened.control().remove("leases/" + lease);
            }
            awaitSweeps(3, sweep);
        } finally {
            kill(sweep);
            for (Process job : jobs) {
                kill(job);
            }
        }
        for (Path log : jobLogs.subList(jobLogs.size() - jobs.size(), jobLogs.size())) {
            verify(opened, log);
        }
    }

    /** Of two, the second begins after this; it condemns, and a third one removes. */
    private void awaitSweeps(int sweeps, Process sweep) throws Exception {
        Path log = sweepLogs.get(sweepLogs.size() - 1);
        await(log, "removed", lines(log).size() + sweeps, sweep);
    }

    private static Set<String> leases(ObjectStore opened) throws StoreException {
        Set<String> names = new HashSet<>();
        FloorName.list(opened.control(), "leases").forEach(lease -> names.add(lease.text()));
        return names;
    }

    /** Looks at what a job holds that is gone, and releases its roots then. */
    private void verify(ObjectStore opened, Path log) throws Exception {
        ControlDocuments control = opened.control();
        Set<String> released = new HashSet<>();
        control.list("released").forEach(entry -> released.add(entry.name()));
        Set<String> asked = new HashSet<>();
        String root = "";
        for (String line : lines(log)) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("root")) {
                root = words[1];
            }
            if (words[0].equals("holds") && !released.contains(root) && asked.add(words[1])) {
                ObjectRef ref = ObjectRef.fromText(words[1]);
                try {
                    byte[] bytes = ObjectBytes.read(opened, ref, 2 << 20);
                    assertThat(ContentId.hash(bytes).hex()).isEqualTo(words[1].split(":", -1)[4]);
                } catch (StoreException e) {
                    lost.add(root + ": " + e.getMessage());
                }
            }
        }
        JobRoots roots = JobRoots.of(opened);
        for (HeldRoot held : roots.list()) {
            if (held.owner().equals(SoakJob.owner(log.toString()))) {
                roots.release(held.root());
            }
        }
    }

    private Process startJob() throws IOException {
        Path log = folder.resolve("job-" + jobLogs.size());
        jobLogs.add(log);
        return start(SoakJob.class, log, Integer.toString(jobLogs.size()));
    }

    private Process startSweep() throws IOException {
        Path log = folder.resolve("sweep-" + sweepLogs.size());
        sweepLogs.add(log);
        return start(SoakSweep.class, log, Boolean.toString(looksAtRoots));
    }

    private Process start(Class<?> program, Path log, String argument) throws IOException {
        ProcessBuilder process =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        store.toString(),
                        log.toString(),
                        argument);
        process.environment().putAll(environment);
        return process.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output(log).toFile()))
                .start();
    }

    private static Path output(Path log) {
        return log.resolveSibling(log.getFileName() + ".out");
    }

    /** A line that the kill cut short was not read by anybody. */
    private static List<String> lines(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        String text = Files.readString(log);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** By SIGKILL. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    private static void await(Path log, String word, int lines, Process process) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lines(log).stream().filter(line -> line.matches(word + ".*")).count() < lines) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "A process ended or hung: " + Files.readString(output(log)));
            }
            Thread.sleep(5);
        }
    }
}
