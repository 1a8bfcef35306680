// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.ProbeFinding;
import io.multimodal.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what a server truly does, since some accept what they ignore. It writes a few small
 * objects under {@code probe/} and removes them.
 */
final class BucketProbe {
    private static final int RACERS = 16;
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    private final Bucket bucket;
    private final String prefix;
    private final List<String> written = new ArrayList<>();
    private final List<ProbeFinding> findings = new ArrayList<>();

    /**
     * @param prefix the store's
     */
    BucketProbe(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix + "probe/" + UUID.randomUUID() + "/";
    }

    List<ProbeFinding> run() throws StoreException {
        try {
            readAfterWrite();
            ranges();
            listing();
            checksum();
            conditionalPut();
            conditionalDelete();
            clock();
            return List.copyOf(findings);
        } finally {
            for (String key : written) {
                bucket.delete(key);
            }
        }
    }

    private void readAfterWrite() throws StoreException {
        int right = 0;
        for (int i = 0; i < 10; i++) {
            byte[] content = ("content " + i).getBytes(US_ASCII);
            String key = put("read" + i, content);
            Optional<Bucket.Part> part = bucket.get(key, 0, 100);
            right += part.isPresent() && Arrays.equals(part.get().bytes(), content) ? 1 : 0;
        }
        found("read after write", true, right == 10, right + " of 10 were read as written");
    }

    private void ranges() throws StoreException {
        String key = put("range", "0123456789".getBytes(US_ASCII));
        byte[] middle = bucket.get(key, 3, 4).map(Bucket.Part::bytes).orElse(new byte[0]);
        found(
                "ranges",
                true,
                "3456".equals(new String(middle, US_ASCII)),
                middle.length + " bytes");
    }

    private void listing() throws StoreException {
        List<String> expected = new ArrayList<>();
        for (String name : List.of("list/b", "list/a", "list/B", "list/c/d", "list/a-")) {
            expected.add(put(name, new byte[1]));
        }
        List<String> seen = new ArrayList<>();
        for (Iterator<Bucket.Item> items = bucket.list(prefix + "list/"); items.hasNext(); ) {
            seen.add(items.next().key());
        }
        expected.sort(String::compareTo);
        found("list after write", true, seen.containsAll(expected), seen.size() + " of 5 listed");
        found(
                "listing in order",
                true,
                seen.equals(expected),
                seen.equals(expected) ? "by bytes" : "otherwise: " + seen);
    }

    private void checksum() throws StoreException {
        if (!bucket.sendsGivenChecksum()) {
            found(
                    "checks SHA-256 of puts",
                    false,
                    false,
                    "not tried: the client sends none but its own");
            return;
        }
        String key = prefix + "checksum";
        written.add(key);
        boolean refused;
        try {
            Puts.await(bucket.put(key, new byte[] {1}, new byte[32], false), key);
            refused = false;
        } catch (StoreException e) {
            refused = true;
        }
        found(
                "checks SHA-256 of puts",
                false,
                refused,
                refused ? "a wrong one was refused" : "a wrong one was accepted");
    }

    private void conditionalPut() throws StoreException {
        String key = prefix + "race";
        written.add(key);
        List<CompletableFuture<Bucket.Put>> puts = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            byte[] content = {(byte) i};
            puts.add(bucket.put(key, content, Puts.sha256(content), true));
        }
        int winners = 0;
        for (CompletableFuture<Bucket.Put> put : puts) {
            winners += Puts.await(put, key) == Bucket.Put.WRITTEN ? 1 : 0;
        }
        found(
                "conditional put",
                false,
                winners == 1,
                winners + " of " + RACERS + " racing writers won");
    }

    private void conditionalDelete() throws StoreException {
        String key = put("delete", new byte[] {1});
        try {
            boolean said = bucket.deleteIfMatch(key, "\"00000000000000000000000000000000\"");
            boolean there = bucket.size(key).isPresent();
            found(
                    "conditional delete",
                    false,
                    !said && there,
                    there ? "a wrong ETag left the object" : "a wrong ETag deleted the object");
        } catch (StoreException e) {
            found("conditional delete", false, false, e.getMessage());
        }
    }

    private void clock() throws StoreException {
        Optional<Duration> skew = bucket.clockSkew();
        found(
                "clock",
                false,
                skew.isPresent() && skew.get().abs().compareTo(TOLERATED_SKEW) < 0,
                skew.map(by -> "differs by " + by.toSeconds() + " s").orElse("does not say"));
    }

    private String put(String name, byte[] content) throws StoreException {
        String key = prefix + name;
        written.add(key);
        Puts.await(bucket.put(key, content, Puts.sha256(content), false), key);
        return key;
    }

    private void found(String capability, boolean required, boolean works, String seen) {
        findings.add(new ProbeFinding(capability, required, works, seen));
    }
}
