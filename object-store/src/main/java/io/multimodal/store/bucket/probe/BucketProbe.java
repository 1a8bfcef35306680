// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.probe;

import static io.multimodal.store.spi.ProbeFinding.Need.NEEDED;
import static io.multimodal.store.spi.ProbeFinding.Need.USED;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.bucket.client.ServerCapabilities;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.layout.Listings;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds out what a server truly does, since some accept what they ignore. It writes a few small
 * objects under {@code probe/} and removes them. Used once, by one thread.
 */
public final class BucketProbe {
    private final Bucket bucket;
    private final BlobClient client;
    private final String prefix;
    private final List<String> written = new ArrayList<>();
    private final List<ProbeFinding> findings = new ArrayList<>();

    /**
     * @param bucket one that assumes nothing
     * @param client the client of the bucket
     * @param prefix the store's
     */
    private BucketProbe(Bucket bucket, BlobClient client, String prefix) {
        this.bucket = bucket;
        this.client = client;
        this.prefix = prefix + "probe/" + UUID.randomUUID() + "/";
    }

    /** A probe by a client, which it does not close. */
    public static BucketProbe of(BlobClient client, RetryPolicy policy, String prefix) {
        return new BucketProbe(
                new ClientBucket(client, policy, () -> ServerCapabilities.CHECKS_ALL),
                client,
                prefix);
    }

    /** Tries everything. */
    public List<ProbeFinding> run() throws StoreException {
        try {
            readAfterWrite(10);
            ranges();
            listing();
            used("checks SHA-256 of puts", client.checksPuts(scratch("sha256")), "every put");
            used(
                    "checks SHA-256 of parts",
                    client.checksUploads(scratch("parts")),
                    "every large object");
            findings.add(new RaceProbe(bucket, prefix, written).conditionalPut());
            findings.addAll(client.analyze(prefix));
            return List.copyOf(findings);
        } finally {
            cleanAll();
        }
    }

    /**
     * Tries only what a store needs in order to write, by seventeen small requests, one after the
     * other.
     *
     * @throws RefusedException if the server lacks what a store cannot do without
     */
    public ServerCapabilities shortForm() throws StoreException {
        try {
            readAfterWrite(1);
            ranges();
            listing();
            for (ProbeFinding finding : findings) {
                if (finding.required() && !finding.works()) {
                    throw new RefusedException(
                            "There can be no store in "
                                    + bucket
                                    + ": its server lacks '"
                                    + finding.capability()
                                    + "' ("
                                    + finding.seen()
                                    + "); bin/store analyze shows all that it does");
                }
            }
            return new ServerCapabilities(
                    client.checksPuts(scratch("sha256")), client.checksUploads(scratch("parts")));
        } finally {
            clean();
        }
    }

    /** Tries what decides how a new store is made, by some forty small requests side by side. */
    public ProbeFinding conditionalPuts() throws StoreException {
        try {
            return new RaceProbe(bucket, prefix, written).conditionalPut();
        } finally {
            clean();
        }
    }

    private void clean() throws StoreException {
        for (String key : written) {
            bucket.delete(key);
        }
        written.clear();
    }

    /** What only {@link #run} leaves: a client tries what it likes. */
    private void cleanAll() throws StoreException {
        clean();
        for (String name : Listings.names(bucket, prefix)) {
            bucket.delete(prefix + name);
        }
    }

    private void readAfterWrite(int times) throws StoreException {
        int right = 0;
        for (int i = 0; i < times; i++) {
            byte[] content = ("content " + i).getBytes(US_ASCII);
            String key = put("read" + i, content);
            Optional<BlobClient.Part> part = bucket.get(key, 0, 100);
            right += part.isPresent() && Arrays.equals(part.get().bytes(), content) ? 1 : 0;
        }
        found(
                "read after write",
                NEEDED,
                right == times,
                right + " of " + times + " were read as written");
    }

    private void ranges() throws StoreException {
        String key = prefix + "read0";
        String seen;
        boolean right = false;
        try {
            byte[] middle = bucket.get(key, 3, 4).map(BlobClient.Part::bytes).orElse(new byte[0]);
            right = "tent".equals(new String(middle, US_ASCII));
            seen = right ? "the 4 bytes asked for" : middle.length + " other bytes";
        } catch (StoreException e) {
            seen = e.getMessage();
        }
        found("ranges", NEEDED, right, seen);
    }

    private void listing() throws StoreException {
        List<String> expected = new ArrayList<>();
        for (String name : List.of("list/b", "list/a", "list/B")) {
            expected.add(put(name, new byte[1]));
        }
        List<String> seen = listed(prefix + "list/");
        expected.sort(String::compareTo);
        long listed = expected.stream().filter(seen::contains).count();
        found("list after write", NEEDED, listed == 3, listed + " of 3 were listed");
        found(
                "listing in order",
                NEEDED,
                seen.equals(expected),
                seen.equals(expected)
                        ? "by bytes"
                        : seen.stream().map(key -> key.substring(prefix.length())).toList() + "");
    }

    private List<String> listed(String under) throws StoreException {
        List<String> seen = new ArrayList<>();
        try {
            for (Iterator<BlobClient.Item> items = bucket.list(under);
                    items.hasNext() && seen.size() < 10; ) {
                seen.add(items.next().key());
            }
            return seen;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StoreException typed) {
                throw typed;
            }
            throw e;
        }
    }

    private void used(String capability, boolean checks, String otherwise) {
        found(
                capability,
                USED,
                checks,
                checks
                        ? "a wrong one is refused"
                        : "a wrong one is taken, so " + otherwise + " is read back");
    }

    private String scratch(String name) {
        written.add(prefix + name);
        return prefix + name;
    }

    private String put(String name, byte[] content) throws StoreException {
        String key = prefix + name;
        written.add(key);
        BlobPuts.await(bucket.put(key, content, BlobPuts.sha256(content), false), key);
        return key;
    }

    private void found(String capability, ProbeFinding.Need need, boolean works, String seen) {
        findings.add(new ProbeFinding(capability, need, works, seen));
    }
}
