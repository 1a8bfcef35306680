// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.probe;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.ProbeFinding.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether a server decides a race of conditional puts, or takes the condition only. */
final class RaceProbe {
    private static final int RACERS = 16;
    private static final int ROUNDS = 2;

    private final Bucket bucket;
    private final String prefix;
    private final List<String> written;

    RaceProbe(Bucket bucket, String prefix, List<String> written) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.written = written;
    }

    /**
     * All write one new key at once if it is absent: one may succeed, and its bytes are there. Then
     * one comes late. Twice, since a server that looks too early does not always fail.
     */
    ProbeFinding conditionalPut() throws StoreException {
        int most = 1;
        boolean kept = true;
        for (int round = 0; round < ROUNDS; round++) {
            String key = prefix + "race" + round;
            written.add(key);
            List<Integer> winners = race(key);
            most = winners.size() == 1 ? most : winners.size();
            byte[] late = {RACERS};
            BlobClient.Put put =
                    BlobPuts.await(bucket.put(key, late, BlobPuts.sha256(late), true), key);
            Optional<BlobClient.Part> there = bucket.get(key, 0, 1);
            kept &=
                    put == BlobClient.Put.WAS_THERE
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
        List<CompletableFuture<BlobClient.Put>> puts = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            byte[] content = {(byte) i};
            puts.add(bucket.put(key, content, BlobPuts.sha256(content), true));
        }
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            if (BlobPuts.await(puts.get(i), key) == BlobClient.Put.WRITTEN) {
                winners.add(i);
            }
        }
        return winners;
    }
}
