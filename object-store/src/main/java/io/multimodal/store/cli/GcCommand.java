// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ServerRequests;
import io.multimodal.store.collect.EpochFate;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.Sweep;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what no job needs, or says what it would remove. */
@Command(
        name = "gc",
        description =
                "Removes what no root needs, beside running jobs: epochs are condemned by one run and removed by a later one.",
        footer = {"", "Example:", "  bin/store gc --dry-run"})
final class GcCommand extends StoreCommand {
    @Option(
            names = "--enable",
            description =
                    "turns collection on, and removes nothing: releases before this one refuse the store from now on, and a root keeps all that was put before")
    private boolean enable;

    @Option(
            names = "--dry-run",
            description = "prints each epoch, what it holds, and what keeps it; changes nothing")
    private boolean dryRun;

    @Option(
            names = "--wait-hours",
            paramLabel = "HOURS",
            defaultValue = "24",
            description =
                    "how long an epoch is condemned before it is removed, and how long it is in the trash of a folder then (default: ${DEFAULT-VALUE})")
    private int waitHours;

    @Option(
            names = "--epoch-hours",
            paramLabel = "HOURS",
            defaultValue = "24",
            description =
                    "begins a new epoch if the present one is as old (default: ${DEFAULT-VALUE})")
    private int epochHours;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        if (enable && dryRun) {
            throw new MisuseException("--enable removes nothing; say it without --dry-run");
        }
        if (waitHours < 0 || epochHours < 0) {
            throw new MisuseException("--wait-hours and --epoch-hours are 0 or more");
        }
        Sweep.Settings settings =
                new Sweep.Settings(Duration.ofHours(epochHours), Duration.ofHours(waitHours));
        try (ObjectStore store = call.open()) {
            if (enable) {
                enable(call, Sweep.of(store));
                return StoreTool.WELL;
            }
            Progress progress = new Progress(call.err(), dryRun ? "listed" : "removed");
            Sweep sweep = Sweep.of(store, some -> progress.objects(some.files(), some.bytes()));
            List<EpochFate> fates = dryRun ? sweep.plan(settings) : sweep.run(settings);
            fates.forEach(fate -> print(call, fate));
            if (fates.isEmpty() && !call.json()) {
                call.out().println("every epoch is kept; bin/store gc --dry-run says why");
            }
            store.requests().ifPresent(requests -> print(call, progress, requests));
        }
        return StoreTool.WELL;
    }

    private static void print(Invocation call, Progress progress, ServerRequests requests) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("millis", (long) (progress.seconds() * 1000))
                                    .with("listings", requests.listings())
                                    .with("reads", requests.reads())
                                    .with("writes", requests.writes())
                                    .with("deletes", requests.deletes()));
        } else {
            call.out()
                    .printf(
                            "%.1f s; requests: %,d listings, %,d reads, %,d writes, %,d deletes%n",
                            progress.seconds(),
                            requests.listings(),
                            requests.reads(),
                            requests.writes(),
                            requests.deletes());
        }
    }

    private static void enable(Invocation call, Sweep sweep) throws IOException {
        Optional<JobRoot> before = sweep.enable();
        if (call.json()) {
            JsonLine line = new JsonLine().with("collected", "true");
            call.out().println(before.map(root -> line.with("root", root.name())).orElse(line));
        } else if (before.isEmpty()) {
            call.out().println("collection was on already");
        } else {
            call.out()
                    .printf(
                            "collection is on; the root %s keeps all that was put before%n"
                                    + "release it (bin/store release-root) an hour from now or later, when every process that"
                                    + " puts into this store runs this release, and nothing needs older objects%n",
                            before.get());
        }
    }

    private void print(Invocation call, EpochFate fate) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("epoch", fate.epoch())
                                    .with("verdict", fate.verdict().toString())
                                    .with("files", fate.contents().files())
                                    .with("bytes", fate.contents().bytes())
                                    .with("why", fate.why()));
            return;
        }
        call.out().printf("epoch %d  %s: %s%n", fate.epoch(), verb(fate), fate.why());
    }

    private String verb(EpochFate fate) {
        String holds =
                "%,d files, %,d bytes".formatted(fate.contents().files(), fate.contents().bytes());
        return switch (fate.verdict()) {
            case KEPT -> holds + ", kept";
            case CONDEMNED -> dryRun ? holds + ", condemned" : "condemned";
            case REMOVED -> (dryRun ? "would remove " : "removed ") + holds;
            case FORGOTTEN -> dryRun ? "would be forgotten" : "forgotten";
        };
    }
}
