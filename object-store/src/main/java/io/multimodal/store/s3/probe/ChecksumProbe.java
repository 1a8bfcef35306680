// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.probe;

import static io.multimodal.store.ProbeFinding.Need.USED;

import io.multimodal.store.ProbeFinding;
import io.multimodal.store.ProbeFinding.Need;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.s3.client.Checksums;
import io.multimodal.store.s3.client.S3Bucket;
import io.multimodal.store.s3.client.S3Failure;
import io.multimodal.store.s3.client.S3Requests;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether a server refuses what did not arrive as it was sent: it is given a wrong sum,
 * and the right one, which it has to take.
 */
final class ChecksumProbe {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final byte[] WRONG_SHA256 = new byte[32];
    private static final byte[] WRONG_CRC64 = new byte[8];

    private final S3Bucket bucket;
    private final String prefix;
    private final List<String> written;

    ChecksumProbe(S3Bucket bucket, String prefix, List<String> written) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.written = written;
    }

    /** Of the other puts of the probe it is known that a right one is taken. */
    ProbeFinding sha256OfPuts() throws StoreException {
        String key = key("sha256");
        boolean taken =
                isTaken(
                        bucket.requests().put(key, CONTENT, Checksums.sha256Header(WRONG_SHA256)),
                        key);
        return used("checks SHA-256 of puts", taken, "every put is read back");
    }

    ProbeFinding sha256OfParts() throws StoreException {
        String key = key("parts");
        S3Requests requests = bucket.requests();
        String id;
        try {
            id =
                    bucket.settled(
                            requests.beginUpload(
                                    key, Map.of("x-amz-checksum-algorithm", "SHA256")));
        } catch (S3Failure e) {
            throw bucket.error("write", key, e);
        }
        try {
            boolean taken =
                    isTaken(
                            requests.putPart(
                                    key, id, 1, CONTENT, Checksums.sha256Header(WRONG_SHA256)),
                            key);
            return used("checks SHA-256 of parts", taken, "every large object is read back");
        } finally {
            isTaken(requests.abortUpload(key, id), key);
        }
    }

    ProbeFinding crc64OfPuts() throws StoreException {
        String key = key("crc64");
        boolean wrong = isTaken(put(key, WRONG_CRC64), key);
        boolean right = isTaken(put(key, Checksums.crc64Nvme(CONTENT)), key);
        String seen =
                !right
                        ? "a right one was refused"
                        : wrong ? "a wrong one was taken" : "a wrong one was refused";
        return new ProbeFinding("checks CRC-64 of puts", Need.NOT_NEEDED, right && !wrong, seen);
    }

    private CompletableFuture<Void> put(String key, byte[] crc64) {
        return bucket.requests()
                .put(key, CONTENT, Map.of("x-amz-checksum-crc64nvme", Checksums.base64(crc64)));
    }

    private static ProbeFinding used(String capability, boolean taken, String otherwise) {
        return new ProbeFinding(
                capability,
                USED,
                !taken,
                taken ? "a wrong one was taken, so " + otherwise : "a wrong one was refused");
    }

    /** Whether the server does it; refused is what it says so of, not what did not reach it. */
    private boolean isTaken(CompletableFuture<?> request, String key) throws StoreException {
        try {
            bucket.settled(request);
            return true;
        } catch (S3Failure e) {
            if (e.status() == 400) {
                return false;
            }
            throw bucket.error("try out", key, e);
        }
    }

    private String key(String name) {
        written.add(prefix + name);
        return prefix + name;
    }
}
