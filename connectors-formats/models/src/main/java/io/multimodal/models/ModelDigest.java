// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.store.ref.ContentId;

/** The option {@code digest}: which version of a model is meant. */
final class ModelDigest {
    private static final String ALGORITHM = "sha256:";

    private ModelDigest() {}

    /**
     * Checks that a model is the one that is meant.
     *
     * @param digest null if any is
     * @throws ModelException that names both digests, if it is another one
     */
    static void check(String name, String digest, ModelSource model) throws ModelException {
        if (digest == null) {
            return;
        }
        String hex = digest.startsWith(ALGORITHM) ? digest.substring(ALGORITHM.length()) : digest;
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new ModelException(
                    "The option 'digest' of the model %s is sha256: and 64 hexadecimal digits, not '%s'"
                            .formatted(name, digest));
        }
        ContentId expected = ContentId.ofHex(hex);
        if (!expected.equals(model.digest())) {
            throw new ModelException(
                    "The model %s is another one than its option 'digest' names: the digest of '%s' is %s, and 'digest' is %s; put the earlier file there again, or ALTER MODEL %s SET ('digest' = '%s')"
                            .formatted(
                                    name,
                                    model.origin(),
                                    model.digest(),
                                    expected,
                                    name,
                                    model.digest()));
        }
    }
}
