// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.types.program.PictureSize;

/**
 * A picture's format and what its header says.
 *
 * @param format null for a frame of a video
 */
record Still(StillFormat format, StillHead head) {
    ImageHeader header() {
        PictureSize displayed = head.displayed();
        return new ImageHeader(
                format == null ? null : format.contentType(),
                displayed == null ? null : displayed.width(),
                displayed == null ? null : displayed.height(),
                head.mode(),
                head.orientation());
    }
}
