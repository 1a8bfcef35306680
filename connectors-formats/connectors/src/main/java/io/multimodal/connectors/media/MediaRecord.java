// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.annotation.Public;
import io.multimodal.types.Image;
import java.time.Instant;

/**
 * One file of a folder, as the source emits it.
 *
 * @param name of the file, without its folder
 * @param uri where it lies, absolute
 * @param sizeBytes its size when it was listed
 * @param modified when it was last written, as its file system says
 * @param image the image in it; null where it cannot be used and the job is to go on
 */
@Public
public record MediaRecord(String name, String uri, long sizeBytes, Instant modified, Image image) {}
