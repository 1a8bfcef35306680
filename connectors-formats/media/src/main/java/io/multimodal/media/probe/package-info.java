// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Determines what an object is from its header alone, without decoding. Start at {@link
 * io.multimodal.media.probe.ImageProbe}, {@link io.multimodal.media.probe.AudioProbe} or {@link
 * io.multimodal.media.probe.VideoProbe}; {@link io.multimodal.media.probe.ContentTypes} determines
 * the content type of any object. No parameter or result is null unless its docstring says so.
 *
 * <pre>{@code
 * ImageHeader header = new ImageProbe().probe(stores.open(reference));
 * }</pre>
 */
@Internal
package io.multimodal.media.probe;

import io.multimodal.annotation.Internal;
