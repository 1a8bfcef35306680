// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.local.LocalStore;
import io.multimodal.store.ref.ObjectRef;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * How long do others take for the same files? One of 1 GiB, and 20,000 of 4 KiB, are stored durably
 * by {@code cp} and {@code sha256sum}, by restic, by {@code bin/store put}, and by the local
 * store's own interface; by turns, the median of some rounds. The arguments are a folder on the
 * disk to measure, which needs 6 GiB, and the number of rounds, 3 if not given. restic is left out
 * where it is not installed.
 */
public final class SideBySide {
    private static final int SMALL_FILES = 20_000;
    private static final int SMALL_BYTES = 4096;
    private static final long LARGE_BYTES = 1L << 30;
    private static final int IN_FLIGHT = 512;

    private final Path folder;
    private final Path home;
    private final int rounds;

    private SideBySide(Path folder, Path home, int rounds) {
        this.folder = folder;
        this.home = home;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]).toAbsolutePath(), "side-by-side");
        try {
            SideBySide sides =
                    new SideBySide(
                            folder,
                            Path.of(System.getProperty("multimodal.home")),
                            args.length > 1 ? Integer.parseInt(args[1]) : 3);
            sides.compare("1 file of 1 GiB", sides.large());
            sides.compare("20,000 files of 4 KiB", sides.small());
        } finally {
            delete(folder);
        }
    }

    private Path large() throws IOException {
        Path files = Files.createDirectory(folder.resolve("large"));
        SplittableRandom random = new SplittableRandom(1);
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(files.resolve("one"))) {
            for (long at = 0; at < LARGE_BYTES; at += chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return files;
    }

    private Path small() throws IOException {
        Path files = Files.createDirectory(folder.resolve("small"));
        SplittableRandom random = new SplittableRandom(2);
        byte[] bytes = new byte[SMALL_BYTES];
        for (int i = 0; i < SMALL_FILES; i++) {
            random.nextBytes(bytes);
            Files.write(files.resolve("f" + i), bytes);
        }
        return files;
    }

    private void compare(String what, Path files) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
                new Contender(
                        "cp, sync, sha256sum",
                        to ->
                                shell(
                                        "cp -r \"$1\" \"$2\" && sync -f \"$2\" && find \"$1\" -type f"
                                                + " -print0 | xargs -0 sha256sum > \"$2.sums\"",
                                        files,
                                        to)));
        if (installed("restic")) {
            contenders.add(
                    new Contender(
                            "restic backup",
                            to ->
                                    shell(
                                            "export RESTIC_PASSWORD=x; restic -q init -r \"$2\" &&"
                                                    + " restic -q --no-cache backup -r \"$2\" \"$1\"",
                                            files,
                                            to)));
        } else {
            System.out.println("restic is not installed (Debian: restic) and is left out");
        }
        contenders.add(
                new Contender(
                        "bin/store put",
                        to ->
                                shell(
                                        "find \"$1\" -type f -print0 | xargs -0 -s 2000000 -n 100000 \"$3\""
                                                + " --store \"$2\" put > \"$2.refs\"",
                                        files,
                                        to)));
        contenders.add(new Contender("the store's interface", to -> put(files, to)));
        for (int round = 0; round < rounds; round++) {
            for (Contender each : contenders) {
                Path to = folder.resolve("to");
                shell("sync -f \"$1\"", folder, folder);
                long start = System.nanoTime();
                each.way.store(to);
                each.seconds.add((System.nanoTime() - start) / 1e9);
                for (String made : new String[] {"to", "to.sums", "to.refs"}) {
                    delete(folder.resolve(made));
                }
            }
        }
        System.out.println(what + ", " + rounds + " rounds:");
        double ours = contenders.get(contenders.size() - 1).median();
        for (Contender each : contenders) {
            System.out.printf(
                    "  %-24s %6.2f s (%.2f to %.2f), %.2f of the last%n",
                    each.name,
                    each.median(),
                    each.seconds.stream().min(Double::compare).get(),
                    each.seconds.stream().max(Double::compare).get(),
                    each.median() / ours);
        }
        delete(files);
    }

    private static void put(Path files, Path to) throws IOException {
        Deque<CompletionStage<ObjectRef>> puts = new ArrayDeque<>();
        try (ObjectStore store = LocalStore.open(to);
                Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                puts.add(store.put(Payload.of(file)));
                if (puts.size() == IN_FLIGHT) {
                    puts.remove().toCompletableFuture().join();
                }
            }
            puts.forEach(put -> put.toCompletableFuture().join());
        }
    }

    private void shell(String script, Path from, Path to) throws IOException {
        Process shell =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                script,
                                "side-by-side",
                                from.toString(),
                                to.toString(),
                                home.resolve("bin/store").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try {
            if (shell.waitFor() != 0) {
                throw new IOException(
                        "'" + script + "' failed: " + Files.readString(folder.resolve("output")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for '" + script + "'", e);
        }
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void delete(Path all) throws IOException {
        if (Files.notExists(all)) {
            return;
        }
        try (Stream<Path> files = Files.walk(all)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Stores the files in a place that is not there yet. */
    private interface Way {
        void store(Path to) throws IOException;
    }

    private static final class Contender {
        private final String name;
        private final Way way;
        private final List<Double> seconds = new ArrayList<>();

        Contender(String name, Way way) {
            this.name = name;
            this.way = way;
        }

        double median() {
            return seconds.stream().sorted().toList().get(seconds.size() / 2);
        }
    }
}
