// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectHandle;
import java.io.IOException;

/**
 * The field of a sample. The bytes of a medium are its file. Those of a column that is not a medium
 * are text in UTF-8 (see {@link TextValue}), or the value of BYTES as it is.
 */
@Public
public sealed interface SampleField {
    /**
     * Bytes where they lie in the file. They are read only if they are needed, and a table that is
     * read in place refers to them.
     *
     * @param prefix bytes of the field that the file does not have and that come before those of
     *     the range, such as the header of a tensor whose elements are the range; not copied. Empty
     *     where the file has the whole field. More than {@value
     *     io.multimodal.store.ref.ExternalRef#MAX_PREFIX_BYTES} cannot be referred to in place
     * @param offset of the range from the beginning of the file, in bytes
     * @param sizeBytes how many bytes the range has; it lies within the file
     */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record Range(byte[] prefix, long offset, long sizeBytes) implements SampleField {
        private static final byte[] NONE = {};

        /** Bytes that are a field as they lie in the file. */
        public Range(long offset, long sizeBytes) {
            this(NONE, offset, sizeBytes);
        }
    }

    /**
     * Bytes that do not lie in the file as they are, such as compressed ones. The reader limits
     * their number before it takes memory.
     *
     * @param bytes not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record Bytes(byte[] bytes) implements SampleField {}

    /**
     * A medium whose bytes are put together of parts of the file when they are asked for.
     *
     * @param opening opens them
     */
    record Content(Opening opening) implements SampleField {}

    /**
     * Opens the bytes of a medium, in another thread than the one that reads the file. Not
     * thread-safe: it is used once.
     */
    @FunctionalInterface
    interface Opening {
        /**
         * The bytes, which outlive the reader of the file. Blocks.
         *
         * @throws io.multimodal.types.failure.MediaException if they cannot be used
         */
        ObjectHandle open() throws IOException;
    }

    /**
     * A field that cannot be used: it is NULL or fails the job, as the failure policy says.
     *
     * @param why for the message
     */
    record Faulty(String why) implements SampleField {}

    /**
     * The value of a column that is not a medium.
     *
     * @param value in Flink's internal form
     */
    record Value(Object value) implements SampleField {}
}
