// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.probe;

import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.bucket.client.ServerCapabilities;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.SingleFlight;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process found out about the servers that it writes to: each bucket is tried once, by a
 * handful of small requests, before the first write, however many stores of it are opened. Who
 * comes meanwhile waits for what the first finds. A process that only reads tries nothing.
 */
public final class KnownServers implements ServerCapabilities.Source {
    private static final Findings<ServerCapabilities> CAPABILITIES = new Findings<>();
    private static final Findings<Boolean> CONDITIONS = new Findings<>();

    private final String place;
    private final Trial trial;

    /**
     * @param place what is the same for all stores that are tried once
     * @param client tries the server; not closed here
     * @param prefix the store's
     */
    public KnownServers(String place, BlobClient client, RetryPolicy policy, String prefix) {
        this(place, new RealTrial(client, policy, prefix));
    }

    /**
     * @param place what is the same for all stores that are tried once
     */
    KnownServers(String place, Trial trial) {
        this.place = place;
        this.trial = trial;
    }

    @Override
    public ServerCapabilities capabilities() throws StoreException {
        return CAPABILITIES.of(place, trial::capabilities);
    }

    @Override
    public boolean holdsToConditions() throws StoreException {
        return CONDITIONS.of(place, trial::conditions);
    }

    /** Tries a server. Blocks. */
    interface Trial {
        ServerCapabilities capabilities() throws StoreException;

        boolean conditions() throws StoreException;
    }

    private record RealTrial(BlobClient client, RetryPolicy policy, String prefix)
            implements Trial {
        @Override
        public ServerCapabilities capabilities() throws StoreException {
            return probe().shortForm();
        }

        @Override
        public boolean conditions() throws StoreException {
            return probe().conditionalPuts().works();
        }

        private BucketProbe probe() {
            return BucketProbe.of(client, policy, prefix);
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
