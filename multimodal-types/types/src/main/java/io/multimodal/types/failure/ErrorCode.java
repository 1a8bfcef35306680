// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.annotation.Public;

/**
 * The reason why an object could not be used: one list for all types. Codes are added, never
 * renamed.
 */
@Public
public enum ErrorCode {
    /** No object exists at the place or under the name. */
    NOT_FOUND,
    /** The bytes contradict each other or their format. */
    CORRUPT,
    /** The bytes end before the object does. */
    TRUNCATED,
    /** No decoder reads this format or this variant of it. */
    UNSUPPORTED,
    /** More bytes than the limit. */
    TOO_LARGE,
    /** More pixels than the limit, by what the header says. */
    TOO_MANY_PIXELS,
    /** A longer duration than the limit. */
    TOO_LONG,
    /** The decoded object would be larger than the limit allows for so few encoded bytes. */
    EXPANDS_TOO_MUCH,
    /** Decoding took longer than the limit. */
    TIMED_OUT,
    /** The operation is not allowed: the object is not readable, or does not take this argument. */
    REFUSED,
    /** An argument that is wrong for every object: the statement is wrong, not the object. */
    INVALID_ARGUMENT,
    /** A place outside the configured ones: the configuration or the statement is wrong. */
    ACCESS_DENIED,
    /** The server of a URL did not answer, or not completely, in any attempt. */
    UNREACHABLE;

    /**
     * Whether the code is about the object. A failure with any other code fails the job whatever
     * {@link OnError} says, since every object would fail.
     */
    public boolean isOfTheMedium() {
        return this != INVALID_ARGUMENT && this != ACCESS_DENIED;
    }
}
