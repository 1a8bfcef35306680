// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Bytes that are put into a store. A payload can be opened again for a retry; each stream must
 * return the same bytes. Not thread-safe: one put uses it at a time.
 */
@Public
@FunctionalInterface
public interface Payload {
    /**
     * The bytes from the beginning. May block. The caller closes the stream.
     *
     * @throws IOException if the bytes cannot be read; the put fails with this exception
     */
    InputStream open() throws IOException;

    /** The number of bytes, if it is known beforehand; a hint, not a promise. */
    default OptionalLong expectedBytes() {
        return OptionalLong.empty();
    }

    /** A payload of these bytes; the array is not copied and must not change. Thread-safe. */
    static Payload of(byte[] bytes) {
        return new Payload() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OptionalLong expectedBytes() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    /** A payload of what another object holds. Thread-safe. */
    static Payload of(ObjectHandle object) {
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                return object.stream();
            }

            @Override
            public OptionalLong expectedBytes() {
                return OptionalLong.of(object.sizeBytes());
            }
        };
    }

    /**
     * A payload of the content of a file, which is read when the payload is opened. Thread-safe.
     */
    static Payload of(Path file) {
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public OptionalLong expectedBytes() {
                try {
                    return OptionalLong.of(Files.size(file));
                } catch (IOException e) {
                    return OptionalLong.empty();
                }
            }
        };
    }
}
