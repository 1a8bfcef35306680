// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;

/** What the keys of samples that are written look like. */
final class SampleKey {
    private static final int MOST_CHARS = 1000;

    private SampleKey() {}

    /**
     * Checks that a reader finds the key again in the names of the members.
     *
     * @param key null if the row has none
     * @param before of the sample that was written before; null for the first one
     * @throws MediaException if it would not
     */
    static void check(String key, String before) throws MediaException {
        if (key == null || key.isEmpty()) {
            throw refused(key, "is missing; every sample has one");
        } else if (key.length() > MOST_CHARS) {
            throw refused(
                    key.substring(0, 40) + "…",
                    "has %d characters; it has at most %d".formatted(key.length(), MOST_CHARS));
        } else if (key.equals(before)) {
            throw refused(key, "is that of the sample before, which it would be part of");
        }
        String base = key.substring(key.lastIndexOf('/') + 1);
        boolean clean =
                !base.isEmpty()
                        && base.indexOf('.') < 0
                        && key.chars().noneMatch(Character::isISOControl)
                        && Arrays.stream(key.split("/", -1))
                                .noneMatch(part -> part.isEmpty() || part.matches("\\.\\.?"))
                        && !TarSamples.isMeta(key);
        if (!clean) {
            throw refused(
                    key,
                    "is not folders and a name without a dot, separated by '/' (such as train/0001)");
        }
    }

    private static MediaException refused(String key, String why) {
        return new MediaException(
                ErrorCode.REFUSED, "the key '%s' of a sample %s".formatted(key, why));
    }
}
