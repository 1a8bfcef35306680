// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How a third party adds a container format: files of samples, such as archives of training data. A
 * {@link io.multimodal.formats.spi.ContainerFormat} says which columns it takes, reads samples from
 * a seekable file and writes samples to a stream. The runtime makes rows of samples and samples of
 * rows: it puts media into the store or refers to them in place, encodes, applies limits and the
 * failure policy, reads in parallel and goes on after a failure. Start at {@link
 * io.multimodal.formats.spi.ContainerFormat}; {@link
 * io.multimodal.formats.container.ContainerFormatFactory} offers it to Flink, and {@code
 * ContainerFormatContract}, in the module's jar of tests, checks its promises. No parameter or
 * result is null unless its docstring says so.
 */
package io.multimodal.formats.spi;
