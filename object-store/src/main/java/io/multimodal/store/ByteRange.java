// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * A range of the bytes of an object.
 *
 * @param offset of the first byte, in bytes from the object's beginning, at least 0
 * @param length the number of bytes, at least 0
 */
@Public
public record ByteRange(long offset, int length) {
    public ByteRange {
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException(
                    "There is no range of " + length + " bytes from " + offset);
        }
    }

    /** The offset behind the last byte of the range, in bytes. */
    public long end() {
        return offset + length;
    }
}
