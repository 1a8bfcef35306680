// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.JobRoots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
                    "gc releases that root when it is as old; without it, release-root has to")
    private Integer days;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        if (days != null && (pin == null || days < 1 || days > MAX_DAYS)) {
            throw new MisuseException(
                    "--days says from 1 to %,d days after which a root that --pin makes ends"
                            .formatted(MAX_DAYS));
        }
        try (ObjectStore store = call.open()) {
            JobRoots roots = JobRoots.of(store);
            Optional<JobRoot> made = pin == null ? Optional.empty() : Optional.of(pinned(roots));
            List<HeldRoot> held =
                    roots.list().stream()
                            .filter(root -> made.isEmpty() || root.root().equals(made.get()))
                            .toList();
            held.forEach(root -> print(call, root));
            if (held.isEmpty() && !call.json()) {
                call.out().println("no roots: nothing but the present epoch is kept");
            }
        }
        return StoreTool.WELL;
    }

    private JobRoot pinned(JobRoots roots) throws IOException {
        JobRoot root = roots.make(pin, List.of());
        return days == null
                ? root
                : roots.endAfter(root, pin, Duration.ofDays(days))
                        .orElseThrow(() -> new IOException("The root " + root + " was released"));
    }

    private static void print(Invocation call, HeldRoot held) {
        JobRoot root = held.root();
        String madeAt = held.madeAt().map(Instant::toString).orElse("");
        String endsAt = held.endsAt().map(Instant::toString).orElse("");
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("root", root.name())
                                    .with("floor", root.floor())
                                    .with("owner", held.owner())
                                    .with("madeAt", madeAt)
                                    .with("endsAt", endsAt));
        } else {
            call.out()
                    .printf(
                            "%s  keeps epoch %d and later%s%s: %s%n",
                            root,
                            root.floor(),
                            madeAt.isEmpty() ? "" : " since " + madeAt,
                            endsAt.isEmpty() ? "" : " until " + endsAt,
                            held.owner());
        }
    }
}
