// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.store.ObjectHandle;
import java.io.IOException;
import java.util.Optional;

/**
 * A tensor in a file that holds several. Immutable and thread-safe; valid as long as the file's
 * handle is.
 *
 * @param name unique in the file
 * @param source opens the tensor
 * @param place where the file holds the tensor as a whole {@code .npy} object, so that a reference
 *     can lead there; empty where the object has to be put together first
 */
public record FileTensor(String name, Source source, Optional<Place> place) {
    /**
     * A run of bytes of the file.
     *
     * @param offset in bytes from the beginning of the file
     * @param sizeBytes its length in bytes
     */
    public record Place(long offset, long sizeBytes) {}

    /** Opens a tensor. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        /** As {@link FileTensor#open} does. */
        ObjectHandle open() throws IOException;
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
