// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.io.InputStream;

/** Writes an object to the output; each part is verified before it is written. */
final class CatCommand implements Command {
    @Override
    public int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        ObjectRef ref = call.reference();
        try (InputStream in = call.stream(ref)) {
            in.transferTo(call.out());
            call.out().flush();
        }
        return StoreTool.WELL;
    }
}
