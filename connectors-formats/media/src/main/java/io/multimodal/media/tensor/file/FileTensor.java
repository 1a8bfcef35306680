// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.PrefixedRange;
import java.io.IOException;
import java.util.Optional;

/**
 * A tensor in a file that holds several. Immutable and thread-safe; valid as long as the file's
 * handle is.
 *
 * @param name unique in the file
 * @param source opens the tensor
 */
public record FileTensor(String name, Source source) {
    /**
     * Where the bytes of a tensor's object lie in the file.
     *
     * @param prefix the object's first bytes, which the file does not have; not copied. Empty where
     *     it has the whole object
     * @param offset of the bytes after the prefix, from the beginning of the file
     * @param sizeBytes how many bytes come after the prefix
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Place(byte[] prefix, long offset, long sizeBytes) {
        /** The tensor there as an object. */
        ObjectHandle open(ObjectHandle file) {
            return new PrefixedRange(prefix, file, offset, sizeBytes);
        }
    }

    /** Finds and opens a tensor. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        /** As {@link FileTensor#open} does. */
        ObjectHandle open() throws IOException;

        /** As {@link FileTensor#place} does; by default there is none. */
        default Optional<Place> place() throws IOException {
            return Optional.empty();
        }
    }

    /**
     * Where the bytes of the tensor's object lie, so that a reference can lead there; empty where
     * they do not, such as those of compressed ones. Does not block.
     *
     * @throws io.multimodal.types.failure.MediaException as {@link #open} does
     */
    public Optional<Place> place() throws IOException {
        return source.place();
    }

    /**
     * The tensor as the object of a TENSOR: a {@code .npy} header and the elements, of which ranges
     * are read from the file when they are asked for. May block.
     *
     * @throws io.multimodal.types.failure.MediaException UNSUPPORTED if TENSOR has no such element
     *     type, CORRUPT or TRUNCATED if the file holds no such tensor
     */
    public ObjectHandle open() throws IOException {
        return source.open();
    }
}
