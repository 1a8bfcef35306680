// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The main job: what is written in the images of a folder. {@link
 * io.multimodal.examples.text.TextInPictures} runs {@code examples/text-in-pictures.sql} embedded
 * and reports.
 */
package io.multimodal.examples.text;
