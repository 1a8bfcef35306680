// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What the author of an image format implements: start at {@link
 * io.multimodal.media.spi.ImageFormat}. The format is found by service file, in {@code lib/} or in
 * the jar of a job, and everything that reads images then reads it: tables, casts, functions,
 * models. The contract suite {@code io.multimodal.media.testkit.ImageFormatContract}, in the test
 * jar of this module, checks an implementation.
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.media.spi;
