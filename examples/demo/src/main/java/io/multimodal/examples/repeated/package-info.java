// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Media in a DataStream job: {@link io.multimodal.examples.repeated.RepeatedImages} puts the images
 * of a folder into an object store and finds those that are the same. {@code bin/example} runs it.
 */
package io.multimodal.examples.repeated;
