// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A folder of media that the build draws and encodes: images, audio and videos, some of them
 * broken. Start at {@link io.multimodal.examples.media.SampleMedia}.
 */
package io.multimodal.examples.media;
