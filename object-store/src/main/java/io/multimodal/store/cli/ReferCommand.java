// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.ExternalRef;
import java.io.IOException;

/** Prints a reference to what lies outside every store, in its present version. */
final class ReferCommand implements Command {
    @Override
    public int run(Invocation call) throws IOException, MisuseException {
        String uri = Invocation.uri(call.arguments().only("URI")).toString();
        try (ExternalObjects objects = call.externals()) {
            ExternalRef ref = objects.refer(uri);
            if (call.json()) {
                Json json = new Json().with("ref", ref.toText()).with("uri", ref.uri());
                ref.sizeBytes().ifPresent(bytes -> json.with("bytes", bytes));
                ref.validator().ifPresent(seen -> json.with("validator", seen));
                call.out().println(json);
            } else {
                call.out().println(ref.toText());
            }
        }
        return StoreTool.WELL;
    }
}
