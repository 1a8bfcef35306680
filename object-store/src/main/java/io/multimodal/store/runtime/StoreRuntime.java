// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.Puts;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.cache.StoreCounters;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.signing.SignedReferenceCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The stores of a configuration, opened once per process and shared by everybody who acquires them:
 * all subtasks of a task manager have one cache and one set of connections. Thread-safe.
 *
 * <pre>{@code
 * try (StoreRuntime stores = StoreRuntime.acquire(config)) {
 *     byte[] image = stores.read(ref, 64 << 20);
 * }
 * }</pre>
 */
@Public
public final class StoreRuntime implements AutoCloseable {
    private static final SharedResources<StoreKey, SharedStores, StoreException> IN_USE =
            new SharedResources<>("stores", StoreUnavailableException::new);

    private final SharedResources<StoreKey, SharedStores, StoreException>.Lease lease;
    private final SharedStores shared;

    private StoreRuntime(StoreConfig config) throws StoreException {
        StoreKey key = StoreKey.of(config);
        this.lease = IN_USE.acquire(key, () -> SharedStores.open(config, key.schemes()));
        this.shared = lease.resource();
    }

    /**
     * The stores of this configuration. The default store is opened now, another one when a
     * reference names it. Each acquisition is closed once; the last one closes the stores. Blocks
     * while they are opened, but not callers with another configuration.
     *
     * <p>Backends are found as {@link io.multimodal.store.spi.Extensions} says. Stores of a backend
     * that only the current context class loader sees are shared by those who have this class
     * loader, and nothing keeps it when the last of them has closed. External objects are read in
     * the schemes that are found for this thread.
     */
    public static StoreRuntime acquire(StoreConfig config) throws StoreException {
        return new StoreRuntime(config);
    }

    /** The store that new objects go to. It is shared: the caller does not close it. */
    public ObjectStore main() {
        return shared.main();
    }

    /**
     * Puts an object into the store that new objects go to. Blocks until the object is durable.
     *
     * @return the reference of the object
     * @throws IOException if the put failed: the exception of the store or of the payload
     */
    public ObjectRef put(Payload payload) throws IOException {
        return Puts.await(main().put(payload));
    }

    /**
     * Makes sure that a reference that was remembered, in a record or a file, may be given out: an
     * object that no root of a job that starts now has to keep is put again, from its own bytes.
     * Blocks.
     *
     * @param ref of any kind; of a derived one the source is kept, and what lies outside the stores
     *     needs nothing
     * @throws io.multimodal.store.error.ObjectNotFoundException if the object was collected
     * @throws IOException if it cannot be read or put
     */
    public void keep(ObjectRef ref) throws IOException {
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        if (source instanceof StoredRef stored) {
            ObjectStore store = shared.named(stored);
            if (!store.keeps(stored.id())) {
                Puts.await(store.put(Payload.of(store.open(stored))));
            }
        }
    }

    /**
     * The codec for references that are given to others or come from them: it signs and verifies
     * them, if the configuration says so. References in rows do not pass it. Does not block.
     */
    public SignedReferenceCodec referenceCodec() {
        return shared.referenceCodec();
    }

    /**
     * A reference to what lies at a place outside every store now, with its size and a validator
     * that are compared at every read. Blocks.
     *
     * @param uri under one of the configured prefixes
     * @throws RefusedException if it lies under none of them
     * @throws io.multimodal.store.error.ObjectNotFoundException if nothing lies there
     */
    public ExternalRef refer(URI uri) throws StoreException {
        return shared.externals().refer(uri.toString());
    }

    /**
     * The same with the object's first bytes, which come in the same request. Blocks.
     *
     * @param headBytes how many bytes, at least 1; a shorter object gives all of its
     */
    public ReferredObject refer(URI uri, int headBytes) throws StoreException {
        return shared.externals().refer(uri.toString(), headBytes);
    }

    /**
     * Puts the bytes of an external object into the store that new objects go to: read once, in
     * bounded memory, and hashed while they pass. Blocks while it reads.
     *
     * @return as {@link ObjectStore#put} does; fails with an {@link
     *     io.multimodal.store.error.ObjectChangedException} if the object is not what was
     *     referenced
     * @throws RefusedException if it lies under no configured prefix
     */
    public CompletionStage<ObjectRef> ingest(ExternalRef ref) throws StoreException {
        return main().put(shared.externals().payload(ref));
    }

    /**
     * A lazy handle on the object behind a reference, whichever store it names. For an external
     * reference without a size it asks how long the object is, and blocks.
     *
     * @throws RefusedException if it names a store that is not configured, or a URI outside the
     *     configured prefixes
     * @throws IllegalArgumentException if it is derived: its program has to be run first
     */
    public ObjectHandle open(ObjectRef ref) throws StoreException {
        if (ref instanceof StoredRef stored) {
            return shared.named(stored).open(stored);
        } else if (ref instanceof InlineRef inline) {
            return new InlineHandle(inline);
        } else if (ref instanceof ExternalRef external) {
            return shared.open(external);
        }
        throw new IllegalArgumentException("A derived reference is run, not read: " + ref);
    }

    /**
     * The whole object behind a reference, whichever store it names. Blocks.
     *
     * @param maxBytes the most bytes that the caller can take
     * @throws io.multimodal.store.error.ObjectTooLargeException if the object has more, before
     *     anything is read
     * @throws IllegalArgumentException if it is derived: its program has to be run first
     */
    public byte[] read(ObjectRef ref, long maxBytes) throws StoreException {
        return ObjectBytes.read(open(ref), ref, maxBytes);
    }

    /**
     * A URL by which anybody may fetch a stored object until it expires, whichever store it lies
     * in; see {@link io.multimodal.store.ObjectPresigner#presign}. Blocks.
     */
    public URI presign(StoredRef ref, Duration expires) throws StoreException {
        return shared.named(ref).presign(ref, expires);
    }

    /**
     * Where the bytes of an object lie as an object of a server that can copy them ({@link
     * io.multimodal.store.bucket.spi.BlobClient#copy}); empty where they lie in none, or as a part
     * of another object. What is copied from there is not verified here. Blocks.
     */
    public Optional<ObjectPlace> place(ObjectRef ref) throws StoreException {
        if (ref instanceof StoredRef stored) {
            return shared.named(stored).place(stored);
        }
        return ref instanceof ExternalRef external
                ? shared.externals().place(external)
                : Optional.empty();
    }

    /**
     * A hint that an object will be read soon: where it lies in the main store and reading it
     * crosses a network, it is read into the cache beside the caller. Does not block, nor fail;
     * dropped where it cannot help.
     *
     * @param ref of any kind; of a derived one the source is read
     */
    public void prefetch(ObjectRef ref) {
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        if (source instanceof StoredRef stored) {
            shared.prefetch(stored);
        }
    }

    /**
     * Counts of what was read from and put into the backends of these stores, not of what the
     * caches served.
     */
    public StoreCounters counters() {
        return shared.counters();
    }

    /** Gives this acquisition back. Idempotent. Blocks while the last one closes the stores. */
    @Override
    public void close() throws StoreException {
        lease.close();
    }
}
