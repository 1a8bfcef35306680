// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The container format {@code warc}, as a third party adds one: the resources of a web archive are
 * rows. Start at {@link io.multimodal.examples.warc.WarcFormat}.
 */
package io.multimodal.examples.warc;
