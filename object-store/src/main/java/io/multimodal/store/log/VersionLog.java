// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.log;

import java.io.IOException;
import java.util.Optional;

/**
 * Documents under the numbers 1, 2, 3 …, each written once: whoever writes a number first has it,
 * in all processes. A number is never free again, so that a writer that was stopped for days cannot
 * write over what others have done since. Thread-safe; every call blocks.
 */
public interface VersionLog extends AutoCloseable {
    /** The longest document, in bytes: 64 MiB. */
    int MAX_BYTES = 64 << 20;

    /** Whether a number was written. */
    boolean exists(long version) throws IOException;

    /**
     * The document of a number.
     *
     * @return no bytes if it was emptied; empty if the number was not written
     * @throws IOException if it cannot be read, or is longer than {@link #MAX_BYTES}
     */
    Optional<byte[]> read(long version) throws IOException;

    /**
     * Writes a document under a number that nobody has; it is durable then.
     *
     * @return whether it was written; false if another document has the number
     */
    boolean write(long version, byte[] document) throws IOException;

    /** Takes the content of an old number away, of which the name stays. */
    void empty(long version) throws IOException;

    /** The place, without credentials. */
    @Override
    String toString();

    @Override
    void close();

    /** The name of the document of a number. */
    static String name(long version) {
        return "%019d.json".formatted(version);
    }
}
