// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import java.util.Optional;

/** Which version of a resource is known, by its {@code ETag} and {@code Last-Modified}. */
public record WebVersion(Optional<String> etag, Optional<String> lastModified) {
    /** None: the resource is fetched. */
    public static final WebVersion UNKNOWN = new WebVersion(Optional.empty(), Optional.empty());

    private static final int MAX_CHARS = 1000;

    /** What a server sent; a text that cannot be sent back counts as missing. */
    static WebVersion of(Optional<String> etag, Optional<String> lastModified) {
        return new WebVersion(
                etag.filter(WebVersion::canBeSent), lastModified.filter(WebVersion::canBeSent));
    }

    private static boolean canBeSent(String text) {
        return text.length() <= MAX_CHARS && text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /** Whether a server can be asked for another version than this one. */
    public boolean isKnown() {
        return etag.isPresent() || lastModified.isPresent();
    }
}
