// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.Sweep;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings an epoch back from the trash of a folder. */
@Command(
        name = "undelete",
        description =
                "Moves what gc removed of an epoch back from the trash, and keeps it by a root of its own.",
        footer = {"", "Example:", "  bin/store undelete 3"})
final class UndeleteCommand extends StoreCommand {
    @Parameters(paramLabel = "EPOCH", description = "an epoch, as bin/store gc prints it")
    private long epoch;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        if (epoch < 1) {
            throw new MisuseException("Epochs are numbered from 1, not " + epoch);
        }
        try (ObjectStore store = call.open()) {
            Optional<JobRoot> root = Sweep.of(store).restore(epoch);
            if (root.isEmpty()) {
                call.err()
                        .printf(
                                "store: The trash of this store has nothing of epoch %d; it is emptied some time after a removal%n",
                                epoch);
                return StoreTool.FAILED;
            }
            if (call.json()) {
                call.out()
                        .println(
                                new JsonLine()
                                        .with("epoch", epoch)
                                        .with("root", root.get().name()));
            } else {
                call.out()
                        .printf(
                                "restored epoch %d; the root %s keeps it%n",
                                epoch, root.get().name());
            }
        }
        return StoreTool.WELL;
    }
}
