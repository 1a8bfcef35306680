// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A small object whose bytes are held in the reference. The inline threshold of a store decides
 * which objects are held so, and the same content always has the same reference there. Immutable.
 */
@Public
public final class InlineRef implements ObjectRef {
    /**
     * The maximum number of bytes that a reference may hold, so that a program over it is within
     * the limit, too.
     */
    public static final int MAX_CONTENT_BYTES = MAX_ENCODED_BYTES - 8192;

    private final byte[] content;

    /**
     * A reference that holds these bytes.
     *
     * @param content the object, at most {@link #MAX_CONTENT_BYTES}, copied
     * @throws IllegalArgumentException if there are more
     */
    public InlineRef(byte[] content) {
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException(
                    "An inline reference holds at most "
                            + MAX_CONTENT_BYTES
                            + " bytes, these are "
                            + content.length
                            + "; put them into a store");
        }
        this.content = content.clone();
    }

    /** A copy of the object's bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** The bytes themselves, for this package, which does not change them. */
    public byte[] shared() {
        return content;
    }

    @Override
    public OptionalLong sizeBytes() {
        return OptionalLong.of(content.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InlineRef ref && Arrays.equals(content, ref.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The size in bytes, not the content. */
    @Override
    public String toString() {
        return content.length + " bytes within the reference";
    }
}
