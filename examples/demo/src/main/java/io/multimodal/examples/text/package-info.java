// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The main job: what is written in the images of a folder. {@link
 * io.multimodal.examples.text.TextInImages} runs {@code examples/text-in-images.sql} embedded and
 * reports.
 */
package io.multimodal.examples.text;
