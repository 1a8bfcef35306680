// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command of {@code bin/store}; its fields are its options and operands. */
abstract class StoreCommand implements Callable<Integer> {
    @ParentCommand private Invocation call;

    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this help")
    private boolean help;

    @Override
    public final Integer call() throws IOException, MisuseException, InvalidReferenceException {
        return run(call);
    }

    /** Runs the command and returns the exit code. */
    abstract int run(Invocation call)
            throws IOException, MisuseException, InvalidReferenceException;
}
