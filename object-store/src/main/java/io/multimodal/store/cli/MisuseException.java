// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

/** The command line makes no sense; the message says why. */
final class MisuseException extends Exception {
    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message);
    }
}
