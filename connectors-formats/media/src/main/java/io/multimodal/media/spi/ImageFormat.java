// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Set;

/**
 * An image format that a third party adds: how it is recognised, what its header says, and how it
 * is decoded. Everything else (limits, memory, orientation, resizing, tensors, thumbnails, hashes)
 * is done here, as for the built-in formats. Name the implementation in {@code
 * META-INF/services/io.multimodal.media.spi.ImageFormat}; it has a public constructor without
 * parameters, holds no state, and is thread-safe.
 *
 * <p>A format is asked only for objects that no built-in format recognises, and among several the
 * first that matches is used. The bytes come from outside and may be hostile: each method ends for
 * any bytes, and throws {@link MediaException} with a code that says what is wrong with them:
 * {@code TRUNCATED} if they end too early, {@code CORRUPT} if they contradict themselves, {@code
 * UNSUPPORTED} for a variant that is not read. A {@link RuntimeException} is reported as {@code
 * CORRUPT}. {@link #decode} and {@link #isComplete} run within {@code
 * multimodal.limits.decode-time} and, when it has passed, are left behind to end by themselves.
 *
 * <pre>{@code
 * public final class QoiFormat implements ImageFormat {
 *     public boolean matches(byte[] start) {
 *         return start.length >= 4 && start[0] == 'q' && start[1] == 'o' ...
 *     }
 * }
 * }</pre>
 */
@Public
public interface ImageFormat {
    /** How many first bytes of an object {@link #matches} is given at most. */
    int MATCH_BYTES = 64;

    /** How many bytes of an object {@link #describe} may read at first. */
    int MAX_HEADER_BYTES = 64 << 10;

    /** The attribute {@code content_type} of the images, such as {@code image/qoi}. */
    String contentType();

    /**
     * The suffixes of file names, in lower-case letters and digits without a dot, such as {@code
     * qoi}. A table of images lists them when it has no option {@code glob}. May be empty.
     */
    Set<String> fileSuffixes();

    /**
     * Whether an object is of this format.
     *
     * @param start the object's first {@link #MATCH_BYTES} bytes, or all if it has fewer; possibly
     *     none
     */
    boolean matches(byte[] start);

    /**
     * Reads the header. Called for objects that match. Allocates nothing in proportion to what the
     * header claims. Blocks while it reads.
     *
     * @throws MediaException if the header is truncated, corrupt or of a variant that is not read
     * @throws IOException what the reader throws
     */
    ImageDescription describe(HeaderReader header) throws IOException;

    /**
     * Whether the object has all bytes that its structure promises; if not, it is refused as {@code
     * TRUNCATED} before memory for its pixels is taken. It should not decode: a format whose end is
     * known only by decoding returns true here and throws {@code TRUNCATED} from {@link #decode}.
     * Does not block.
     *
     * @param file the whole object; not to be changed
     * @param image what {@link #describe} returned for it
     */
    boolean isComplete(byte[] file, ImageDescription image) throws IOException;

    /**
     * How many times the sides can be halved while the image is decoded, at less cost than decoding
     * it whole.
     *
     * @param image what {@link #describe} returned
     * @return 0, the default, to 3
     */
    default int maxShift(ImageDescription image) {
        return 0;
    }

    /**
     * Decodes the whole image, or throws: part of an image is never a result. Blocks.
     *
     * @param file the whole object; not to be changed
     * @param image what {@link #describe} returned for it
     * @param shift how many times both sides are halved, rounded up, from 0 to {@link #maxShift}
     * @param target as large as the header says, halved {@code shift} times; every row is written
     * @throws MediaException if the object is truncated, corrupt or of a variant that is not read
     */
    void decode(byte[] file, ImageDescription image, int shift, PixelBuffer target)
            throws IOException;
}
