// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ProbeFinding;
import io.multimodal.store.runtime.Stores;
import java.io.IOException;

/** Tries out what the place of a store can do, and prints a table. */
final class AnalyzeCommand implements Command {
    @Override
    public int run(Invocation call) throws IOException, MisuseException {
        String uri =
                call.arguments().operands().isEmpty()
                        ? null
                        : call.arguments().only("URI of a store");
        boolean usable = true;
        for (ProbeFinding finding :
                Stores.analyze(uri == null ? call.uri() : Invocation.uri(uri))) {
            usable &= finding.works() || !finding.required();
            if (call.json()) {
                call.out()
                        .println(
                                new Json()
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
