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
 * Bytes to be put. It can be opened again, from the beginning, as often as a retry needs it; each
 * opening must give the same bytes.
 */
@Public
@FunctionalInterface
public interface Payload {
    /** The bytes from the beginning. The caller closes the stream. */
    InputStream open() throws IOException;

    /** How many bytes there will be, where that is known beforehand; a hint, not a promise. */
    default OptionalLong expectedBytes() {
        return OptionalLong.empty();
    }

    /** These bytes; the array is not copied and must not change. */
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

    /** The content of a file. */
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
