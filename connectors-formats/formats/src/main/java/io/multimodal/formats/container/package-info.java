// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Makes rows of the samples of a container format, and samples of rows. Start at {@link
 * io.multimodal.formats.container.ContainerFormatFactory}. No parameter or result is null unless
 * its docstring says so.
 */
@Internal
package io.multimodal.formats.container;

import io.multimodal.annotation.Internal;
