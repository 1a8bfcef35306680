// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;

/**
 * Why a medium could not be used. One list for all modalities; codes are never renamed, only added.
 */
@Public
public enum ErrorCode {
    /** There is nothing at that place or under that name. */
    NOT_FOUND,
    /** The bytes contradict themselves or their format. */
    CORRUPT,
    /** The bytes end too early. */
    TRUNCATED,
    /** No decoder here reads this kind of media. */
    UNSUPPORTED,
    /** More bytes than the limit. */
    TOO_LARGE,
    /** More pixels than the limit, by what the header says. */
    TOO_MANY_PIXELS,
    /** A longer duration than the limit. */
    TOO_LONG,
    /** Decoded, it would be larger than the limit allows for so few bytes. */
    EXPANDS_TOO_MUCH,
    /** It took longer than the limit. */
    TIMED_OUT,
    /** It is not allowed: unreadable, an argument that this medium does not take. */
    REFUSED,
    /** An argument that no medium takes: the statement is wrong, not the medium. */
    INVALID_ARGUMENT,
    /** A place outside what is configured: the configuration is wrong, or the statement. */
    ACCESS_DENIED;

    /**
     * Whether it says something of the medium. What does not fails the job whatever {@link OnError}
     * says, since every medium would fail.
     */
    public boolean isOfTheMedium() {
        return this != INVALID_ARGUMENT && this != ACCESS_DENIED;
    }
}
