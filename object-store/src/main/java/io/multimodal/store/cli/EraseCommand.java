// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes every copy of an object, in every epoch. */
@Command(
        name = "erase",
        description = "Removes every copy of an object permanently.",
        footer = {"", "Example:", "  bin/store erase cas:1:... --yes"})
final class EraseCommand extends StoreCommand {
    @Parameters(paramLabel = "REF", description = "a reference: cas:1:..., inl:1:..., ext:1:...")
    private String reference;

    @Option(names = "--yes", description = "confirms that the object is to be removed")
    private boolean confirmed;

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        if (!(call.reference(reference) instanceof StoredRef ref)) {
            throw new MisuseException("Only what lies in a store can be erased from it");
        }
        if (!confirmed) {
            throw new MisuseException(
                    "Erasing removes every copy for good, whoever refers to it; say --yes");
        }
        try (ObjectStore store = call.open()) {
            store.open(ref);
            int copies = store.erase(ref.id());
            if (call.json()) {
                call.out()
                        .println(
                                new JsonLine()
                                        .with("id", ref.id().toString())
                                        .with("copies", copies));
            } else {
                call.out().printf("erased %d copies of %s%n", copies, ref.id());
            }
        }
        return StoreTool.WELL;
    }
}
