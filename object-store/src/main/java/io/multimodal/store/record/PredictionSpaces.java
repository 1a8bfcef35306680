// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.record;

import io.multimodal.annotation.Internal;
import io.multimodal.store.ref.ContentId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The spaces of a {@link RecordStore} that hold what models said: one for each model, so that what
 * is remembered of a model can be counted and dropped. The name is {@code predictions-} and the
 * digest of the model as a number with 52 digits of base 32 ({@code 0-9 a-v}): 64 characters, the
 * longest name that a space can have.
 */
@Internal
public final class PredictionSpaces {
    /**
     * The space of releases that kept the predictions of all models together. Its records do not
     * say which model made them.
     */
    public static final String OF_ANY_MODEL = "predictions";

    private static final String PREFIX = OF_ANY_MODEL + '-';
    private static final int BASE = 32;
    private static final int DIGITS = 52;

    private PredictionSpaces() {}

    /** The space of a model's predictions. */
    public static String of(ContentId model) {
        String number = new BigInteger(1, model.digest()).toString(BASE);
        return PREFIX + "0".repeat(DIGITS - number.length()) + number;
    }

    /** The digest of the model whose predictions a space holds; empty for any other space. */
    public static Optional<ContentId> model(String space) {
        if (!space.matches(PREFIX + "[0-9a-v]{" + DIGITS + "}")) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(space.substring(PREFIX.length()), BASE);
        if (number.bitLength() > ContentId.DIGEST_BYTES * Byte.SIZE) {
            return Optional.empty();
        }
        // A sign, or leading zeros that a number does not keep.
        byte[] bytes = number.toByteArray();
        byte[] digest = new byte[ContentId.DIGEST_BYTES];
        int length = Math.min(bytes.length, digest.length);
        System.arraycopy(bytes, bytes.length - length, digest, digest.length - length, length);
        return Optional.of(ContentId.of(digest));
    }
}
