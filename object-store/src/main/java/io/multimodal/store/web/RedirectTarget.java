// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalUri;
import java.net.URI;

/** Where a redirect leads: what the header {@code Location} says, as browsers read it. */
final class RedirectTarget {
    private RedirectTarget() {}

    /**
     * The target.
     *
     * @param at what redirects
     * @param location a URI, or one relative to it; a fragment is left out, and a space is escaped
     * @throws RefusedException if it is not a URI that can be read
     */
    static ExternalUri of(ExternalUri at, String location) throws RefusedException {
        String given = location.strip().replaceFirst("#.*", "").replace(" ", "%20");
        if (given.isEmpty()) {
            throw new RefusedException(
                    "Cannot fetch %s: it redirects, and does not say where".formatted(at));
        }
        try {
            return ExternalUri.parse(resolved(at.uri(), given));
        } catch (RefusedException | IllegalArgumentException e) {
            // The message of an IllegalArgumentException holds the text, which may hold a secret.
            String why = e instanceof RefusedException ? e.getMessage() : "it is not a URI";
            throw new RefusedException(
                    "Cannot fetch %s: it redirects to what is not read: %s".formatted(at, why), e);
        }
    }

    /** Java resolves a query alone against the folder, and not against the resource. */
    private static String resolved(URI at, String given) {
        return given.startsWith("?")
                ? at.toString().replaceFirst("\\?.*", "") + given
                : at.resolve(given).toString();
    }
}
