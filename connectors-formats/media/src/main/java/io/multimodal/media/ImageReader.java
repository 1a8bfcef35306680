// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.StoreException;
import io.multimodal.types.Limits;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Reads pictures by reference and runs their lazy programs, fused with scaling and normalisation.
 * One for each process. Thread-safe.
 *
 * <p>Every method blocks while it reads, decodes, or waits for decode memory ({@link
 * Limits#decodeMemoryBytes}); an interrupt ends the wait with {@link
 * java.io.InterruptedIOException} and leaves the thread's interrupt flag set. Pictures that were
 * decoded are kept for a while, so that many crops of one picture decode it once. Bad media give
 * {@link io.multimodal.types.failure.MediaException}, bad storage {@link StoreException}.
 */
public final class ImageReader implements AutoCloseable {
    /** Where references lead. */
    @FunctionalInterface
    public interface Objects {
        /** A handle on the object of any reference but a derived one. */
        ObjectHandle open(ObjectRef ref) throws StoreException;
    }

    /**
     * A reader over these objects.
     *
     * @param objects for example {@code openStores::open}; stays the caller's to close
     */
    public static ImageReader open(Objects objects, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /** What the head of a reference's source says, whatever its program. */
    public ImageHeader header(ObjectRef ref) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The size as displayed, after the reference's program. Decodes nothing. */
    public ImageSize size(ObjectRef ref) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs the reference's program and writes the result as a tensor.
     *
     * @param target a direct buffer in native byte order; {@link TensorSpec#elements} floats are
     *     written from its position on, which does not move. After a failure they are undefined
     */
    public void render(ObjectRef ref, TensorSpec spec, FloatBuffer target) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs the reference's program and encodes the result.
     *
     * @param contentType {@code image/jpeg} (quality 90) or {@code image/png}
     * @param maxSide the most pixels of the longer side; larger results are scaled down, smaller
     *     ones stay as they are
     */
    public byte[] encode(ObjectRef ref, String contentType, int maxSide) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Frees all decoded pictures. Calls that still run end well or fail; new ones fail. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
