// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts what lies outside every store into one, and prints its reference there. */
@Command(
        name = "ingest",
        description = "Puts an external object into the store and prints its reference.",
        footer = {
            "",
            "Example:",
            "  bin/store --external https://host/images/ ingest https://host/images/a.jpg"
        })
final class IngestCommand extends StoreCommand {
    @Parameters(
            paramLabel = "URI|REF",
            description = "where the object is, or a reference to it (ext:1:...)")
    private String place;

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        String text = place.strip();
        try (ExternalObjects objects = call.externals()) {
            ExternalRef external = external(text, objects);
            try (ObjectStore store = call.openOrMake()) {
                ObjectRef ref = PutCommand.join(store.put(objects.payload(external)));
                String stored = call.referenceCodec().toText(ref);
                if (call.json()) {
                    call.out()
                            .println(
                                    new JsonLine().with("uri", external.uri()).with("ref", stored));
                } else {
                    call.out().println(stored);
                }
            }
        }
        return StoreTool.WELL;
    }

    private static ExternalRef external(String text, ExternalObjects objects)
            throws IOException, MisuseException, InvalidReferenceException {
        if (!text.startsWith("ext:")) {
            return objects.refer(Invocation.uri(text).toString());
        }
        return (ExternalRef) ObjectRef.fromText(text);
    }
}
