// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What readers of pictures, sound and video share: bounded reading of headers ({@link
 * io.multimodal.media.internal.HeaderBytes}), the native libraries, memory for decoders. Nobody
 * outside this module imports it.
 */
package io.multimodal.media.internal;
