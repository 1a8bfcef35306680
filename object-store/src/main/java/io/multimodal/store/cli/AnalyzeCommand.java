// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.runtime.Stores;
import io.multimodal.store.spi.ProbeFinding;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tries out what the place of a store can do, and prints a table. */
@Command(
        name = "analyze",
        description = "Tests what the place of a store supports and prints a table.",
        footer = {
            "",
            "Example:",
            "  bin/store analyze 's3://bucket/prefix?endpoint=http://localhost:9000'"
        })
final class AnalyzeCommand extends StoreCommand {
    @Parameters(
            paramLabel = "URI",
            arity = "0..1",
            description = "the place to test (default: the store)")
    private String place;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        boolean usable = true;
        for (ProbeFinding finding :
                Stores.analyze(place == null ? call.uri() : Invocation.uri(place))) {
            usable &= finding.works() || !finding.required();
            if (call.json()) {
                call.out()
                        .println(
                                new JsonLine()
                                        .with("capability", finding.capability())
                                        .with("works", finding.works())
                                        .with("need", finding.need().toString())
                                        .with("required", finding.required())
                                        .with("seen", finding.seen()));
            } else {
                call.out()
                        .printf(
                                "%-4s %-26s %-11s %s%n",
                                finding.works() ? "yes" : "no",
                                finding.capability(),
                                finding.need(),
                                finding.seen());
            }
        }
        return usable ? StoreTool.WELL : StoreTool.FAILED;
    }
}
