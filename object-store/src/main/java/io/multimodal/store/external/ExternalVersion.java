// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import java.util.Optional;

/**
 * Which version of a resource was seen.
 *
 * @param totalBytes how long the whole resource is
 * @param validator what changes when the resource does; empty where its place gives none
 */
public record ExternalVersion(long totalBytes, Optional<String> validator) {
    /** Whether two validators are the same; some systems write an ETag without its quotes. */
    static boolean same(String one, String other) {
        return unquoted(one).equals(unquoted(other));
    }

    private static String unquoted(String validator) {
        boolean quoted =
                validator.length() >= 2 && validator.startsWith("\"") && validator.endsWith("\"");
        return quoted ? validator.substring(1, validator.length() - 1) : validator;
    }

    @Override
    public String toString() {
        return totalBytes + " bytes, " + validator.map(v -> "version " + v).orElse("no version");
    }
}
