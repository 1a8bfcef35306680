// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

/** What a server, or the way to it, does wrong with one request. */
enum Fault {
    NONE,
    /** Answers instead of doing what was asked. */
    HTTP_500,
    HTTP_503_SLOW_DOWN,
    HTTP_403,
    HTTP_409,
    HTTP_412,
    /** Does what was asked, and says that it failed. */
    DONE_BUT_500,
    /** Does it, and the answer is lost with the connection. */
    DONE_BUT_RESET,
    /** Waits a little. */
    SLOW,
    /** Takes the request and never answers. */
    STALLED,
    /** Stops in the middle of the body and keeps the connection. */
    STALLED_BODY,
    /** Ends the connection in the middle of the body. */
    TRUNCATED,
    /** Turns one bit of the body of the answer. */
    FLIPPED,
    /** Answers with as many other bytes. */
    OTHER_BYTES,
    /** Answers with more bytes than were asked for. */
    LONGER,
    /** Turns one bit of the body of the request. */
    FLIPPED_REQUEST,
    RESET,
    /** Closes the connection without a word. */
    CLOSED,

    // Servers that ignore what they accept:
    /** Turns a bit of the request, and nobody holds it against the checksum. */
    FLIPPED_REQUEST_UNCHECKED,
    NO_IF_NONE_MATCH,
    NO_IF_MATCH,
    NO_CHECKSUM,
    NO_RANGE,
    NO_ORDER,
    NO_LISTING,
    WRONG_CLOCK
}
