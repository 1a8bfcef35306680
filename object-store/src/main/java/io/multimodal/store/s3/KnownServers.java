// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.StoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process found out about the servers that it writes to: each bucket is tried once, by a
 * handful of small requests, before the first write.
 */
final class KnownServers implements ServerTraits.Source {
    private static final Map<String, ServerTraits> TRIED = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> CONDITIONS = new ConcurrentHashMap<>();

    private final String place;
    private final S3Location location;

    KnownServers(S3Location location) {
        this.location = location;
        this.place = location.endpoint() + " " + location.bucket() + " " + location.client();
    }

    @Override
    public ServerTraits of(S3Bucket bucket) throws StoreException {
        ServerTraits known = TRIED.get(place);
        if (known == null) {
            // Two that come at the same time both try; neither waits for the other.
            try (S3Bucket bare = S3StoreProvider.bare(location)) {
                known = new BucketProbe(bare, location.prefix()).shortForm();
            }
            TRIED.put(place, known);
        }
        return known;
    }

    @Override
    public boolean holdsToConditions() throws StoreException {
        Boolean known = CONDITIONS.get(place);
        if (known == null) {
            try (S3Bucket bare = S3StoreProvider.bare(location)) {
                known = new BucketProbe(bare, location.prefix()).conditionalPuts().works();
            }
            CONDITIONS.put(place, known);
        }
        return known;
    }
}
