// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Images with known text, drawn by the build, so that what the models read can be checked. Start at
 * {@link io.multimodal.examples.images.SampleImages}.
 */
package io.multimodal.examples.images;
