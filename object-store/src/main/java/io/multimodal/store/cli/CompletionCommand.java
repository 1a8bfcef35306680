// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script by which bash completes commands and options. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete commands and options.",
        footer = {"", "Example:", "  source <(bin/store completion)"})
final class CompletionCommand extends StoreCommand {
    @Spec private CommandSpec spec;

    @Override
    int run(Invocation call) {
        call.out().print(AutoComplete.bash("store", spec.root().commandLine()));
        return StoreTool.WELL;
    }
}
