// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.signing.SignedReferenceCodec;
import java.io.IOException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Lists every copy of every object: its size, its epoch, its reference. */
@Command(
        name = "ls",
        description = "Lists every copy of every object: bytes, epoch, reference.",
        footer = {"", "Example:", "  bin/store --json ls"})
final class ListCommand extends StoreCommand {
    @Override
    int run(Invocation call) throws IOException, MisuseException {
        try (ObjectStore store = call.open();
                Stream<ObjectSummary> all = store.list()) {
            int storeId = store.root().storeId();
            SignedReferenceCodec codec = call.referenceCodec();
            all.forEach(copy -> print(call, copy, storeId, codec));
        }
        return StoreTool.WELL;
    }

    private static void print(
            Invocation call, ObjectSummary copy, int storeId, SignedReferenceCodec codec) {
        // Without its range tree a long object has no reference; its id says which it is.
        String name = copy.ref(storeId).map(codec::toText).orElse(copy.id().toString());
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("ref", name)
                                    .with("bytes", copy.sizeBytes())
                                    .with("epoch", copy.epoch())
                                    .with("place", copy.place()));
        } else {
            call.out().printf("%14d %5d  %s%n", copy.sizeBytes(), copy.epoch(), name);
        }
    }
}
