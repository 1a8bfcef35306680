// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/** A secret that a server asks for, or none. Never printed. Immutable. */
public final class ApiKey {
    /** No key. */
    public static final ApiKey NONE = new ApiKey(null);

    private static final String HIDDEN = "******";

    /** Shorter ones are no secrets, and may be words of a message. */
    private static final int MIN_SECRET = 6;

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /** A key of these characters. */
    public static ApiKey of(String secret) {
        return new ApiKey(secret.strip());
    }

    /** The characters, for the header of a request; empty if there is no key. */
    Optional<String> secret() {
        return Optional.ofNullable(secret);
    }

    /**
     * Whether the header Authorization of a request has this key; always, if there is none. Takes
     * as long for a wrong key as for the right one.
     */
    public boolean isBearer(String authorization) {
        return secret == null
                || MessageDigest.isEqual(
                        ("Bearer " + secret).getBytes(UTF_8), authorization.getBytes(UTF_8));
    }

    /** A text of a server without the key, which some servers repeat. */
    public String hide(String text) {
        return secret == null || secret.length() < MIN_SECRET ? text : text.replace(secret, HIDDEN);
    }

    @Override
    public String toString() {
        return secret == null ? "no key" : HIDDEN;
    }
}
