// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;

/**
 * The attributes of an image that its header states, without decoding.
 *
 * @param contentType such as {@code image/jpeg}; determined by the bytes, never by a name; null for
 *     a frame of a video, which is not a file
 * @param width in pixels as displayed, that is after the EXIF orientation; null if unknown
 * @param height in pixels as displayed, that is after the EXIF orientation; null if unknown
 * @param mode the pixel format as PIL names it: {@code 1}, {@code L}, {@code LA}, {@code P}, {@code
 *     RGB}, {@code RGBA}, {@code CMYK}, {@code I;16}, {@code F}; null if unknown. It describes the
 *     file: decoded images are always RGB
 * @param orientation how the stored pixels are turned for display
 */
@Public
public record ImageHeader(
        String contentType, Integer width, Integer height, String mode, Orientation orientation) {
    /** The value of an object with this header and so many bytes. */
    public Image of(ObjectRef ref, long sizeBytes) {
        return Image.of(ref, contentType, sizeBytes, width, height, mode);
    }
}
