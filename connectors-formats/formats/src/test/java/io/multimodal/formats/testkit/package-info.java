// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The contract of container formats, published in the module's jar of tests. Start at {@link
 * io.multimodal.formats.testkit.ContainerFormatContract}.
 */
package io.multimodal.formats.testkit;
