// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.util.Set;

/** One of the things that {@code bin/store} does. */
interface Command {
    /** The options that it knows beside {@code --store} and {@code --json}. */
    default Set<String> options() {
        return Set.of();
    }

    /** Does it, and gives the exit code. */
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException;
}
