// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.ProbeFinding.Need;
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

    private final S3Requests requests;
    private final Settled settled;

    ChecksumProbe(S3Requests requests, S3Location location) {
        this.requests = requests;
        this.settled = new Settled(location);
    }

    /** Of the other puts of a probe it is known that a right one is taken. */
    boolean takesWrongPut(String key) throws StoreException {
        return isTaken(requests.put(key, CONTENT, Checksums.sha256Header(WRONG_SHA256)), key);
    }

    boolean takesWrongPart(String key) throws StoreException {
        String id =
                settled.expected(
                        "write",
                        key,
                        requests.beginUpload(key, Map.of("x-amz-checksum-algorithm", "SHA256")));
        try {
            return isTaken(
                    requests.putPart(key, id, 1, CONTENT, Checksums.sha256Header(WRONG_SHA256)),
                    key);
        } finally {
            isTaken(requests.abortUpload(key, id), key);
        }
    }

    ProbeFinding crc64OfPuts(String key) throws StoreException {
        boolean wrong = isTaken(put(key, WRONG_CRC64), key);
        boolean right = isTaken(put(key, Checksums.crc64Nvme(CONTENT)), key);
        String seen =
                !right
                        ? "a right one was refused"
                        : wrong ? "a wrong one was taken" : "a wrong one was refused";
        return new ProbeFinding("checks CRC-64 of puts", Need.NOT_NEEDED, right && !wrong, seen);
    }

    private CompletableFuture<Void> put(String key, byte[] crc64) {
        return requests.put(
                key, CONTENT, Map.of("x-amz-checksum-crc64nvme", Checksums.base64(crc64)));
    }

    /** Whether the server does it; refused is what it says so of, not what did not reach it. */
    private boolean isTaken(CompletableFuture<?> request, String key) throws StoreException {
        try {
            settled.answer(request);
            return true;
        } catch (S3Failure e) {
            if (e.status() == 400) {
                return false;
            }
            throw settled.error(key, e);
        }
    }
}
