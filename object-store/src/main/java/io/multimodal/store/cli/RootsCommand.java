// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.Holding;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.JobRoots;
import io.multimodal.store.collect.Sweep;
import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints who keeps what in a store. */
@Command(
        name = "roots",
        description =
                "Prints the roots: who keeps everything from which epoch on, since when, and until when.",
        footer = {"", "Example:", "  bin/store roots --pin 'the topic images' --days 8"})
final class RootsCommand extends StoreCommand {
    private static final int MAX_DAYS = (int) JobRoot.MAX_LIFE.toDays();

    @Option(
            names = "--pin",
            paramLabel = "OWNER",
            description =
                    "makes a root that keeps what is put from now on, and what other roots keep, for references outside jobs")
    private String pin;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description =
                    "with --pin: gc releases the root when it is as old; without it, release-root has to")
    private Integer days;

    @Option(
            names = "--references",
            paramLabel = "FILE",
            description =
                    "with --pin: the root reaches back no further than the references in this file need, one a line, - for the input")
    private Path references;

    @Option(
            names = "--sizes",
            description =
                    "also prints how much each root keeps, and how much nothing else keeps; lists the whole store")
    private boolean sizes;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        if (days != null && (pin == null || days < 1 || days > MAX_DAYS)) {
            throw new MisuseException(
                    "--days says from 1 to %,d days after which a root that --pin makes ends"
                            .formatted(MAX_DAYS));
        }
        if (references != null && pin == null) {
            throw new MisuseException("--references needs --pin OWNER");
        }
        try (ObjectStore store = call.open()) {
            Optional<JobRoot> made =
                    pin == null ? Optional.empty() : Optional.of(pinned(call, store));
            List<Listed> listed =
                    listed(call, store).stream()
                            .filter(each -> made.isEmpty() || each.held().root().equals(made.get()))
                            .toList();
            listed.forEach(each -> print(call, each));
            if (listed.isEmpty() && !call.json()) {
                call.out().println("no roots: nothing but the present epoch is kept");
            }
        }
        return StoreTool.WELL;
    }

    private JobRoot pinned(Invocation call, ObjectStore store) throws IOException {
        JobRoots roots = JobRoots.of(store);
        JobRoot root = references == null ? roots.make(pin, List.of()) : narrow(call, store, roots);
        return days == null
                ? root
                : roots.endAfter(root, pin, Duration.ofDays(days))
                        .orElseThrow(() -> new IOException("The root " + root + " was released"));
    }

    private JobRoot narrow(Invocation call, ObjectStore store, JobRoots roots) throws IOException {
        boolean input = references.toString().equals("-");
        try (InputStream in = input ? call.in() : Files.newInputStream(references)) {
            return roots.makeFor(pin, new ReferenceLines(call, store.root().storeId(), in));
        }
    }

    private List<Listed> listed(Invocation call, ObjectStore store) throws StoreException {
        if (!sizes) {
            return JobRoots.of(store).list().stream()
                    .map(held -> new Listed(held, Optional.empty()))
                    .toList();
        }
        Progress progress = new Progress(call.err(), "listed");
        Sweep sweep = Sweep.of(store, some -> progress.objects(some.files(), some.bytes()));
        return sweep.holdings().stream()
                .map(holding -> new Listed(holding.root(), Optional.of(holding)))
                .toList();
    }

    private static void print(Invocation call, Listed listed) {
        HeldRoot held = listed.held();
        String madeAt = text(held.madeAt());
        String endsAt = text(held.endsAt());
        if (call.json()) {
            JsonLine line =
                    new JsonLine()
                            .with("root", held.root().name())
                            .with("floor", held.root().floor())
                            .with("owner", held.owner())
                            .with("madeAt", madeAt)
                            .with("endsAt", endsAt);
            listed.sizes()
                    .ifPresent(
                            sizes ->
                                    line.with("files", sizes.keeps().files())
                                            .with("bytes", sizes.keeps().bytes())
                                            .with("filesAlone", sizes.alone().files())
                                            .with("bytesAlone", sizes.alone().bytes()));
            call.out().println(line);
            return;
        }
        call.out()
                .printf(
                        "%s  keeps epoch %d and later%s%s%s: %s%n",
                        held.root(),
                        held.root().floor(),
                        madeAt.isEmpty() ? "" : " since " + madeAt,
                        endsAt.isEmpty() ? "" : " until " + endsAt,
                        listed.sizes().map(RootsCommand::sizes).orElse(""),
                        held.owner());
    }

    private static String text(Optional<Instant> time) {
        return time.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    }

    private static String sizes(Holding holding) {
        return ", %,d bytes in %,d files, of which %,d bytes for nobody else"
                .formatted(
                        holding.keeps().bytes(), holding.keeps().files(), holding.alone().bytes());
    }

    /** A root, and what it keeps if that was asked for. */
    private record Listed(HeldRoot held, Optional<Holding> sizes) {}
}
