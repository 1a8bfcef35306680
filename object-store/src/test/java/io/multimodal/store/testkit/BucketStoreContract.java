// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.bucket.probe.KnownServers;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.internal.RootFile;
import java.time.Duration;
import java.util.UUID;

/**
 * What every store promises, of a store on a client. The author of a client extends this class
 * after the client passes {@link BucketContract}.
 */
public abstract class BucketStoreContract extends ObjectStoreContract {
    /** A client of a place that this suite may write to. */
    protected abstract BlobClient newClient() throws Exception;

    /** What keys begin with: ends in a slash. */
    protected String newPrefix() throws Exception {
        return "store-" + UUID.randomUUID() + "/";
    }

    @Override
    protected final ObjectStore newStore(int inlineThresholdBytes) throws Exception {
        BlobClient client = newClient();
        String prefix = newPrefix();
        // Made here, since it takes seconds where the service decides no race.
        StoreRoot root = new StoreRoot(UUID.randomUUID().hashCode(), inlineThresholdBytes);
        write(client, prefix + "epochs/1", new byte[0]);
        write(client, prefix + "root", RootFile.encode(root));
        RetryPolicy policy = RetryPolicy.of(Duration.ofMinutes(1));
        KnownServers server = new KnownServers("contract of " + client, client, policy, prefix);
        return BucketStore.openExisting(new ClientBucket(client, policy, server), prefix);
    }

    private static void write(BlobClient client, String key, byte[] content) {
        client.put(key, content, BucketContract.sha256(content), false).join();
    }
}
