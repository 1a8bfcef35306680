// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * One failure contract for every function, format and model: an {@link
 * io.multimodal.types.failure.ErrorCode}, a {@link io.multimodal.types.failure.MediaException}, and
 * what {@link io.multimodal.types.failure.OnError} says is to follow.
 */
package io.multimodal.types.failure;
