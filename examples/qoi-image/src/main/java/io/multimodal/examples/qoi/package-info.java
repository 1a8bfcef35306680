// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * An image format as a third party adds it: QOI, "the quite OK image format", by its one-page
 * specification. Start at {@link io.multimodal.examples.qoi.QoiFormat}. No parameter or result is
 * null.
 */
package io.multimodal.examples.qoi;
