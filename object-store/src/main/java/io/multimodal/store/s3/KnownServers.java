// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.SingleFlight;
import io.multimodal.store.s3.client.S3Bucket;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.ServerCapabilities;
import io.multimodal.store.s3.probe.BucketProbe;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process found out about the servers that it writes to: each bucket is tried once, by a
 * handful of small requests, before the first write, however many stores of it are opened. Who
 * comes meanwhile waits for what the first finds. A process that only reads tries nothing.
 */
final class KnownServers implements ServerCapabilities.Source {
    private static final Findings<ServerCapabilities> TRAITS = new Findings<>();
    private static final Findings<Boolean> CONDITIONS = new Findings<>();

    private final String place;
    private final Trial trial;

    KnownServers(S3Location location) {
        this(
                location.endpoint() + " " + location.bucket() + " " + location.client(),
                new RealTrial(location));
    }

    /**
     * @param place what is the same for all stores that are tried once
     */
    KnownServers(String place, Trial trial) {
        this.place = place;
        this.trial = trial;
    }

    @Override
    public ServerCapabilities of(S3Bucket bucket) throws StoreException {
        return TRAITS.of(place, trial::traits);
    }

    @Override
    public boolean holdsToConditions() throws StoreException {
        return CONDITIONS.of(place, trial::conditions);
    }

    /** Tries a server. Blocks. */
    interface Trial {
        ServerCapabilities traits() throws StoreException;

        boolean conditions() throws StoreException;
    }

    private record RealTrial(S3Location location) implements Trial {
        @Override
        public ServerCapabilities traits() throws StoreException {
            try (S3Bucket bare = S3StoreProvider.bare(location)) {
                return new BucketProbe(bare, location.prefix()).shortForm();
            }
        }

        @Override
        public boolean conditions() throws StoreException {
            try (S3Bucket bare = S3StoreProvider.bare(location)) {
                return new BucketProbe(bare, location.prefix()).conditionalPuts().works();
            }
        }
    }

    private static final class Findings<V> {
        private final Map<String, V> known = new ConcurrentHashMap<>();
        private final SingleFlight<String, V> trying = new SingleFlight<>();

        V of(String place, SingleFlight.Make<V> trial) throws StoreException {
            V found = known.get(place);
            return found != null ? found : trying.get(place, () -> firstOf(place, trial));
        }

        /** Somebody may have found it out just before. */
        private V firstOf(String place, SingleFlight.Make<V> trial) throws StoreException {
            V found = known.get(place);
            if (found == null) {
                found = trial.make();
                known.put(place, found);
            }
            return found;
        }
    }
}
