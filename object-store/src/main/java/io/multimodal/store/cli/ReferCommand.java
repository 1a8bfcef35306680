// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.ExternalRef;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a reference to what lies outside every store, in its present version. */
@Command(
        name = "refer",
        description = "Prints a reference to the present version of an external object.",
        footer = {
            "",
            "Example:",
            "  bin/store --external https://host/images/ refer https://host/images/a.jpg"
        })
final class ReferCommand extends StoreCommand {
    @Parameters(paramLabel = "URI", description = "file:, s3:, http: or https:, or a path")
    private String place;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        String uri = Invocation.uri(place).toString();
        try (ExternalObjects objects = call.externals()) {
            ExternalRef ref = objects.refer(uri);
            if (call.json()) {
                JsonLine json = new JsonLine().with("ref", ref.toText()).with("uri", ref.uri());
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
