// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * An object so small that its bytes ride in the reference. Which objects are is fixed by the inline
 * threshold of the store that they are put into, so that the same content is always the same
 * reference there.
 */
public final class InlineRef implements ObjectRef {
    private final byte[] content;

    /**
     * A reference that holds these bytes.
     *
     * @param content the object, copied
     */
    public InlineRef(byte[] content) {
        this.content = content.clone();
    }

    /** A copy of the object's bytes. */
    public byte[] content() {
        return content.clone();
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

    /** The size, not the content. */
    @Override
    public String toString() {
        return "InlineRef[" + content.length + " bytes]";
    }
}
