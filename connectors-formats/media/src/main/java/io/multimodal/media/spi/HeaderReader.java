// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * The bytes of an object as a reader of headers sees them: any offset, and few bytes in total
 * ({@link ImageFormat#MAX_HEADER_BYTES}). Bytes that are read twice count once where they lie near
 * the beginning. Not thread-safe.
 */
@Public
public interface HeaderReader {
    /** The size of the object in bytes; {@link Long#MAX_VALUE} if unknown. */
    long sizeBytes();

    /**
     * The bytes {@code [offset, offset + length)}. Blocks.
     *
     * @param offset in bytes, at least 0
     * @param length in bytes, at least 0
     * @return an array of exactly that many bytes, which belongs to the caller
     * @throws io.multimodal.types.failure.MediaException TRUNCATED if the object ends before
     * @throws IOException if the object cannot be read, or the range goes beyond what may be read
     *     of a header. A format lets it pass: the header is then read again from the whole object
     */
    byte[] read(long offset, int length) throws IOException;
}
