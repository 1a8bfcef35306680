// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.ImageHeader;
import io.multimodal.types.program.ImageSize;

/**
 * An image's format and what its header says.
 *
 * @param format null for a frame of a video and for a page of a document
 */
public record ProbedImage(DetectedFormat format, ImageFacts head) {
    public ImageHeader header() {
        ImageSize displayed = head.displayed();
        return new ImageHeader(
                format == null ? null : format.contentType(),
                displayed == null ? null : displayed.width(),
                displayed == null ? null : displayed.height(),
                head.mode(),
                head.orientation());
    }
}
