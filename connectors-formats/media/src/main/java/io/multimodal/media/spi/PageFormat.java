// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;

/**
 * A format of documents whose pages are images, such as PDF. An IMAGE is made of a page by the step
 * {@link io.multimodal.types.program.ImageOp.Page}, which says how large it is, so that nothing is
 * read before the pixels are wanted. Name the implementation in {@code
 * META-INF/services/io.multimodal.media.spi.PageFormat}; it has a public constructor without
 * parameters, holds no state, and is thread-safe.
 *
 * <p>The bytes come from outside and may be hostile, as {@link ImageFormat} says: each method ends
 * for any bytes, with a result or a {@link MediaException}. A {@link RuntimeException} is reported
 * as {@code CORRUPT}. {@link #render} is left behind to end by itself when {@link
 * Limits#decodeMillis} have passed.
 */
@Public
public interface PageFormat {
    /** What the documents are, such as {@code application/pdf}; for messages. */
    String contentType();

    /**
     * Whether a file is of this format. Does not block.
     *
     * @param file all of it; not to be changed
     */
    boolean matches(byte[] file);

    /**
     * How many bytes of memory {@link #render} takes at most, beyond the file and the target; an
     * estimate. Called for files that match. Blocks while it reads.
     *
     * @param file all of it; not to be changed
     * @param number of the page, from 1
     * @param size of the image in pixels
     * @throws MediaException REFUSED if there is no such page, or what {@link #render} throws
     */
    long memoryBytes(byte[] file, int number, ImageSize size, Limits limits) throws IOException;

    /**
     * Renders a page over white, so that it fills the target. Blocks.
     *
     * @param file all of it; not to be changed
     * @param number of the page, from 1
     * @param target of {@link PixelChannels#RGB}; every row is written
     * @throws MediaException REFUSED if there is no such page; with another code if the document is
     *     truncated, corrupt, larger than the limits or of a variant that is not read
     */
    void render(byte[] file, int number, PixelBuffer target, Limits limits) throws IOException;
}
