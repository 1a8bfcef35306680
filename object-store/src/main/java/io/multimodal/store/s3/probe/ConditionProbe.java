// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.probe;

import io.multimodal.store.ProbeFinding;
import io.multimodal.store.ProbeFinding.Need;
import io.multimodal.store.bucket.layout.Puts;
import io.multimodal.store.bucket.spi.Bucket;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.s3.client.Checksums;
import io.multimodal.store.s3.client.S3Bucket;
import io.multimodal.store.s3.client.S3Failure;
import io.multimodal.store.s3.client.S3Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether a server holds to conditions, or takes them and does as it likes. */
final class ConditionProbe {
    private static final int RACERS = 16;
    private static final int ROUNDS = 2;
    private static final String OTHER_ETAG = "\"00000000000000000000000000000000\"";

    private final S3Bucket bucket;
    private final String prefix;
    private final List<String> written;

    ConditionProbe(S3Bucket bucket, String prefix, List<String> written) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.written = written;
    }

    /**
     * All write one new key at once if it is absent: one may succeed, and its bytes are there. Then
     * one comes late. Twice, since a server that looks too early does not always fail.
     */
    ProbeFinding put() throws StoreException {
        int most = 1;
        boolean kept = true;
        for (int round = 0; round < ROUNDS; round++) {
            String key = key("race" + round);
            List<Integer> winners = race(key);
            most = winners.size() == 1 ? most : winners.size();
            byte[] late = {RACERS};
            Bucket.Put put = Puts.await(bucket.put(key, late, Puts.sha256(late), true), key);
            Optional<Bucket.Part> there = bucket.get(key, 0, 1);
            kept &=
                    put == Bucket.Put.WAS_THERE
                            && there.isPresent()
                            && winners.contains((int) there.get().bytes()[0]);
        }
        boolean one = most == 1 && kept;
        String otherwise =
                ", so equal writers may write an object again, and a new store is made by an"
                        + " election of some seconds";
        return new ProbeFinding(
                "conditional put",
                Need.USED,
                one,
                most
                        + " of "
                        + RACERS
                        + " racing writers won"
                        + (kept ? "" : ", and one that came late wrote over it")
                        + (one ? "" : otherwise));
    }

    private List<Integer> race(String key) throws StoreException {
        List<CompletableFuture<Bucket.Put>> puts = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            byte[] content = {(byte) i};
            puts.add(bucket.put(key, content, Puts.sha256(content), true));
        }
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            if (Puts.await(puts.get(i), key) == Bucket.Put.WRITTEN) {
                winners.add(i);
            }
        }
        return winners;
    }

    /** An upload in parts is completed if the key is absent, which it is not. */
    ProbeFinding completion() throws StoreException {
        String key = key("complete");
        byte[] there = {1};
        Puts.await(bucket.put(key, there, Puts.sha256(there), false), key);
        boolean refused = !isTaken(this::complete, key);
        boolean left = bucket.get(key, 0, 10).map(part -> part.bytes().length).orElse(0) == 1;
        return new ProbeFinding(
                "conditional completion",
                Need.NOT_NEEDED,
                refused && left,
                left ? "what was there was left" : "what was there was written over");
    }

    private void complete(String key) throws S3Failure, StoreException {
        S3Requests requests = bucket.requests();
        byte[] content = {2, 2};
        String sum = Checksums.base64(Puts.sha256(content));
        Map<String, String> header = Checksums.sha256Header(Puts.sha256(content));
        String id =
                bucket.settled(
                        requests.beginUpload(key, Map.of("x-amz-checksum-algorithm", "SHA256")));
        boolean completed = false;
        try {
            String etag = bucket.settled(requests.putPart(key, id, 1, content, header));
            bucket.settled(
                    requests.completeUpload(
                            key,
                            id,
                            List.of(new S3Requests.UploadedPart(1, etag, sum)),
                            Map.of("If-None-Match", "*")));
            completed = true;
        } finally {
            if (!completed) {
                bucket.settled(requests.abortUpload(key, id));
            }
        }
    }

    /** An object is deleted if it has an ETag that it has not. */
    ProbeFinding deletion() throws StoreException {
        String key = key("delete");
        byte[] there = {1};
        Puts.await(bucket.put(key, there, Puts.sha256(there), false), key);
        boolean refused =
                !isTaken(
                        name ->
                                bucket.settled(
                                        bucket.requests()
                                                .delete(name, Map.of("If-Match", OTHER_ETAG))),
                        key);
        boolean left = bucket.size(key).isPresent();
        return new ProbeFinding(
                "conditional delete",
                Need.NOT_NEEDED,
                refused && left,
                left
                        ? refused ? "a wrong ETag left the object" : "says it did what it did not"
                        : "a wrong ETag deleted the object");
    }

    private boolean isTaken(Request request, String key) throws StoreException {
        try {
            request.send(key);
            return true;
        } catch (S3Failure e) {
            if (e.status() == 412 || e.status() == 409 || e.status() == 501 || e.status() == 400) {
                return false;
            }
            throw bucket.error("try out", key, e);
        }
    }

    private String key(String name) {
        written.add(prefix + name);
        return prefix + name;
    }

    private interface Request {
        void send(String key) throws S3Failure, StoreException;
    }
}
