// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the answer to a request for a range against the range. */
final class Ranges {
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    private Ranges() {}

    /**
     * The bytes of the range, fewer only where the object ends.
     *
     * @throws S3Failure if the answer is not whole, which may be another time
     * @throws RefusedException if the server does not give ranges
     */
    static BlobClient.Part checked(S3Requests.Body body, long offset, int length)
            throws S3Failure, RefusedException {
        byte[] bytes = body.bytes();
        if (body.contentRange().isEmpty()) {
            if (offset > 0) {
                throw new RefusedException(
                        "The server gave the whole object where a range of it was asked for; a"
                                + " store needs one that gives ranges");
            }
            return new BlobClient.Part(bytes, bytes.length, body.etag());
        }
        Matcher range = CONTENT_RANGE.matcher(body.contentRange().get());
        if (!range.matches()) {
            throw wrong("an answer that says it is " + body.contentRange().get());
        }
        long begin = Long.parseLong(range.group(1));
        long objectBytes = Long.parseLong(range.group(3));
        if (begin != offset || bytes.length != Math.min(length, objectBytes - offset)) {
            throw wrong(
                    bytes.length
                            + " bytes of "
                            + body.contentRange().get()
                            + " where "
                            + length
                            + " from "
                            + offset
                            + " were asked for");
        }
        return new BlobClient.Part(bytes, objectBytes, body.etag());
    }

    private static S3Failure wrong(String seen) {
        String reason = "the server gave " + seen;
        return new S3Failure(0, "", reason, new IOException(reason));
    }
}
