// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import io.multimodal.store.ContentId;

/**
 * A model as bytes.
 *
 * @param origin where it came from, for messages
 * @param bytes the whole file; not copied, must not change
 * @param digest the SHA-256 of the bytes, which is the model's version
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of megabytes: neither copied nor compared.
public record ModelFile(String origin, byte[] bytes, ContentId digest) {
    /** A model with these bytes; computes their digest. */
    public static ModelFile of(String origin, byte[] bytes) {
        return new ModelFile(origin, bytes, ContentId.hash(bytes));
    }

    /** The origin and the first digits of the digest. */
    @Override
    public String toString() {
        return origin + " (sha256:" + digest.hex().substring(0, 12) + "…)";
    }
}
