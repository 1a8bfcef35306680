// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The runtime that readers of media share: stores, readers and memory of a process. Start at {@link
 * io.multimodal.media.MediaRuntime}; images are read by {@code media.image}, audio by {@code
 * media.audio}, video by {@code media.video}, tensors by {@code media.tensor}. No parameter or
 * result is null unless its docstring says so.
 */
package io.multimodal.media;
