// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;

/** A part of a resource, and the version of the resource. Thread-safe; its bytes are not copied. */
@Public
public final class ExternalPart {
    private final byte[] bytes;
    private final ExternalVersion version;

    /**
     * @param bytes not copied; fewer than asked for only where the resource ends, or where another
     *     version than the expected one was found
     */
    public ExternalPart(byte[] bytes, ExternalVersion version) {
        this.bytes = bytes;
        this.version = version;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Of the whole resource. */
    public ExternalVersion version() {
        return version;
    }
}
