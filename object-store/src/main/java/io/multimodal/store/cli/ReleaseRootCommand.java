// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.JobRoots;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Releases a root, so that what only it kept is collected. */
@Command(
        name = "release-root",
        description =
                "Releases a root: what only it kept is removed by later runs of gc. Savepoints and checkpoints that name it cannot be restored any more.",
        footer = {"", "Example:", "  bin/store release-root 3-9f86d081884c7d659a2feaa0 --yes"})
final class ReleaseRootCommand extends StoreCommand {
    @Parameters(paramLabel = "ROOT", description = "a root, as bin/store roots prints it")
    private String name;

    @Option(names = "--yes", description = "confirms that nothing needs what the root keeps")
    private boolean confirmed;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        if (!confirmed) {
            throw new MisuseException(
                    "Savepoints and retained checkpoints that name the root %s cannot be restored once it is released; say --yes"
                            .formatted(name));
        }
        try (ObjectStore store = call.open()) {
            JobRoots roots = JobRoots.of(store);
            List<HeldRoot> named =
                    roots.list().stream().filter(held -> held.root().name().equals(name)).toList();
            if (named.isEmpty()) {
                call.err()
                        .printf(
                                "store: No root %s is held in this store; bin/store roots lists those that are%n",
                                name);
                return StoreTool.FAILED;
            }
            roots.release(named.get(0).root());
            if (call.json()) {
                call.out().println(new JsonLine().with("released", name));
            } else {
                call.out().printf("released %s of %s%n", name, named.get(0).owner());
            }
        }
        return StoreTool.WELL;
    }
}
