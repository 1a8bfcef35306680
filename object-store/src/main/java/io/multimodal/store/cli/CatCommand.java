// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes an object to the output; each part is verified before it is written. */
@Command(
        name = "cat",
        description =
                "Writes an object to standard output; each part is verified before it is written.",
        footer = {"", "Example:", "  bin/store cat cas:1:... | file -"})
final class CatCommand extends StoreCommand {
    @Parameters(paramLabel = "REF", description = "a reference: cas:1:..., inl:1:..., ext:1:...")
    private String reference;

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        ObjectRef ref = call.reference(reference);
        try (InputStream in = call.stream(ref)) {
            in.transferTo(call.out());
            call.out().flush();
        }
        return StoreTool.WELL;
    }
}
