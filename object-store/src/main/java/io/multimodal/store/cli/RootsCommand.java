// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.JobRoots;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints who keeps what in a store. */
@Command(
        name = "roots",
        description = "Prints the roots: who keeps everything from which epoch on, and since when.",
        footer = {"", "Example:", "  bin/store roots --pin 'the topic images, kept for 7 days'"})
final class RootsCommand extends StoreCommand {
    @Option(
            names = "--pin",
            paramLabel = "OWNER",
            description =
                    "makes a root that keeps what is put from now on, and what other roots keep, for references outside jobs")
    private String pin;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        try (ObjectStore store = call.open()) {
            JobRoots roots = JobRoots.of(store);
            if (pin != null) {
                JobRoot made = roots.make(pin, List.of());
                print(call, made.name(), made.floor(), pin, "");
                return StoreTool.WELL;
            }
            List<HeldRoot> held = roots.list();
            for (HeldRoot root : held) {
                print(
                        call,
                        root.root().name(),
                        root.root().floor(),
                        root.owner(),
                        root.madeAt().map(Instant::toString).orElse(""));
            }
            if (held.isEmpty() && !call.json()) {
                call.out().println("no roots: nothing but the present epoch is kept");
            }
        }
        return StoreTool.WELL;
    }

    private static void print(
            Invocation call, String name, long floor, String owner, String madeAt) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("root", name)
                                    .with("floor", floor)
                                    .with("owner", owner)
                                    .with("madeAt", madeAt));
        } else {
            call.out()
                    .printf(
                            "%s  keeps epoch %d and later%s: %s%n",
                            name, floor, madeAt.isEmpty() ? "" : " since " + madeAt, owner);
        }
    }
}
