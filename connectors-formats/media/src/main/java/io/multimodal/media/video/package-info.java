// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Video: what a file's head says ({@link io.multimodal.media.video.VideoProbe}), its frames ({@link
 * io.multimodal.media.video.VideoReader}).
 *
 * <pre>{@code
 * VideoHeader header = new VideoProbe(Limits.DEFAULT).probe(stores.open(reference));
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.media.video;
