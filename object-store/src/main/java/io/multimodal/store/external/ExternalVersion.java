// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Internal;
import io.multimodal.annotation.Public;
import java.util.Optional;

/**
 * The version of a resource that was observed.
 *
 * @param totalBytes the length of the whole resource, in bytes
 * @param validator what changes when the resource does; empty where its place gives none
 * @param strong whether two parts with this validator are parts of the same bytes. A weak one, as
 *     {@code W/"5"}, says that two versions mean the same: their parts do not fit together
 */
@Public
public record ExternalVersion(long totalBytes, Optional<String> validator, boolean strong) {
    /** What stands before a file's time of change, which older references do not hold. */
    @Internal public static final String CHANGED = ";changed-nanos=";

    private static final String FILE = "bytes=";

    /** A version whose validator is strong, unless it is a weak ETag or none. */
    public ExternalVersion(long totalBytes, Optional<String> validator) {
        this(totalBytes, validator, validator.isPresent() && !validator.get().startsWith("W/"));
    }

    /** Whether it is the version that a reference names. */
    boolean is(String referenced) {
        return validator.isPresent() && same(referenced, validator.get());
    }

    /** Some systems write an ETag without its quotes; older references to files are shorter. */
    private static boolean same(String referenced, String seen) {
        int changed = seen.lastIndexOf(CHANGED);
        if (changed >= 0 && referenced.startsWith(FILE) && !referenced.contains(CHANGED)) {
            return referenced.equals(seen.substring(0, changed));
        }
        return unquoted(referenced).equals(unquoted(seen));
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
