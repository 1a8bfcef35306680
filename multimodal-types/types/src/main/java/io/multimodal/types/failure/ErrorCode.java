// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

/**
 * Why a medium could not be used. One list for all modalities; codes are never renamed, only added.
 */
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
    /** It is not allowed: unreadable, outside the configured places, an argument out of range. */
    REFUSED
}
