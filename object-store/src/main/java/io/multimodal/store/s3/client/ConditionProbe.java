// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.ProbeFinding.Need;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Finds out whether a server holds to the conditions that a store does not rely on. */
final class ConditionProbe {
    private static final byte[] THERE = {1};
    private static final String OTHER_ETAG = "\"00000000000000000000000000000000\"";

    private final S3Requests requests;
    private final Settled settled;

    ConditionProbe(S3Requests requests, S3Location location) {
        this.requests = requests;
        this.settled = new Settled(location);
    }

    /** An upload in parts is completed if the key is absent, which it is not. */
    ProbeFinding completion(String key) throws StoreException {
        settled.expected("write", key, put(key));
        boolean refused = !isTaken(this::complete, key);
        boolean left = settled.expected("look at", key, requests.head(key)).sizeBytes() == 1;
        return new ProbeFinding(
                "conditional completion",
                Need.NOT_NEEDED,
                refused && left,
                left ? "what was there was left" : "what was there was written over");
    }

    private CompletableFuture<Void> put(String key) {
        return requests.put(key, THERE, Checksums.sha256Header(BlobPuts.sha256(THERE)));
    }

    private void complete(String key) throws S3Failure, StoreException {
        byte[] content = {2, 2};
        String sum = Checksums.base64(BlobPuts.sha256(content));
        Map<String, String> header = Checksums.sha256Header(BlobPuts.sha256(content));
        String id =
                settled.answer(
                        requests.beginUpload(key, Map.of("x-amz-checksum-algorithm", "SHA256")));
        boolean completed = false;
        try {
            String etag = settled.answer(requests.putPart(key, id, 1, content, header));
            settled.answer(
                    requests.completeUpload(
                            key,
                            id,
                            List.of(new S3Requests.UploadedPart(1, etag, sum)),
                            Map.of("If-None-Match", "*")));
            completed = true;
        } finally {
            if (!completed) {
                settled.answer(requests.abortUpload(key, id));
            }
        }
    }

    /** An object is deleted if it has an ETag that it has not. */
    ProbeFinding deletion(String key) throws StoreException {
        settled.expected("write", key, put(key));
        boolean refused =
                !isTaken(
                        name ->
                                settled.answer(
                                        requests.delete(name, Map.of("If-Match", OTHER_ETAG))),
                        key);
        boolean left = isThere(key);
        return new ProbeFinding(
                "conditional delete",
                Need.NOT_NEEDED,
                refused && left,
                left
                        ? refused ? "a wrong ETag left the object" : "says it did what it did not"
                        : "a wrong ETag deleted the object");
    }

    private boolean isThere(String key) throws StoreException {
        try {
            return settled.answer(requests.head(key)) != null;
        } catch (S3Failure e) {
            if (e.saysAbsent()) {
                return false;
            }
            throw settled.error(key, e);
        }
    }

    private boolean isTaken(Request request, String key) throws StoreException {
        try {
            request.send(key);
            return true;
        } catch (S3Failure e) {
            if (e.status() == 412 || e.status() == 409 || e.status() == 501 || e.status() == 400) {
                return false;
            }
            throw settled.error(key, e);
        }
    }

    private interface Request {
        void send(String key) throws S3Failure, StoreException;
    }
}
