// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What the examples have in common that are commands: arguments, scripts, errors in one sentence.
 * Start at {@link io.multimodal.examples.command.Command}.
 */
package io.multimodal.examples.command;
