// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.Sweep;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the present epoch, or begins a new one. */
@Command(
        name = "epoch",
        description =
                "Prints the epoch that objects are put into, or begins a new one, so that what is put from now on can outlive what was put before.",
        footer = {"", "Example:", "  bin/store epoch --begin"})
final class EpochCommand extends StoreCommand {
    @Option(names = "--begin", description = "begins a new epoch")
    private boolean begin;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        try (ObjectStore store = call.open()) {
            long epoch = begin ? Sweep.of(store).beginEpoch() : store.presentEpoch();
            if (call.json()) {
                call.out().println(new JsonLine().with("epoch", epoch));
            } else {
                call.out().printf("epoch %d%n", epoch);
            }
        }
        return StoreTool.WELL;
    }
}
