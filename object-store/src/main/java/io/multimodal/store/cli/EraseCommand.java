// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.util.Set;

/** Removes every copy of an object, in every epoch. */
final class EraseCommand implements Command {
    @Override
    public Set<String> options() {
        return Set.of("yes");
    }

    @Override
    public int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        if (!(call.reference() instanceof StoredRef ref)) {
            throw new MisuseException("Only what lies in a store can be erased from it");
        }
        if (!call.arguments().has("yes")) {
            throw new MisuseException(
                    "Erasing removes every copy for good, whoever refers to it; say --yes");
        }
        try (ObjectStore store = call.open()) {
            store.open(ref);
            int copies = store.erase(ref.id());
            if (call.json()) {
                call.out()
                        .println(new Json().with("id", ref.id().toString()).with("copies", copies));
            } else {
                call.out().printf("erased %d copies of %s%n", copies, ref.id());
            }
        }
        return StoreTool.WELL;
    }
}
