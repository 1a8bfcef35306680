// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ForwardingStore;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.StoredRef;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * Bounds how long caches know an object after it was erased by another process: what was erased is
 * dropped from them every {@link #INTERVAL}, and while a store cannot be asked for longer than two
 * of them, its caches are passed by. After {@link #REACH} nothing of an erased object is read from
 * them, apart from reads that were under way all the time.
 */
public final class ErasureAwareStore extends ForwardingStore {
    /** How often each process asks a store what was erased, while it has something of it. */
    public static final Duration INTERVAL = Duration.ofSeconds(15);

    /**
     * After this time nothing of an erased object is read from these caches. A cache of what was
     * made of objects keeps nothing for longer either.
     */
    public static final Duration REACH = INTERVAL.multipliedBy(4);

    private final ObjectStore bare;
    private final ErasureWatch watch;

    /**
     * Asks once, and blocks meanwhile.
     *
     * @param cached the same store behind caches
     * @param bare the store before them; closed with the other
     * @param caches from the one next to the store on
     */
    public ErasureAwareStore(
            ObjectStore cached, ObjectStore bare, List<? extends ErasableCache> caches) {
        this(cached, bare, caches, INTERVAL);
    }

    ErasureAwareStore(
            ObjectStore cached,
            ObjectStore bare,
            List<? extends ErasableCache> caches,
            Duration interval) {
        super(cached);
        this.bare = bare;
        this.watch = new ErasureWatch(bare, caches, interval);
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        return new FreshHandle(ref, inner().open(ref));
    }

    @Override
    public void close() throws StoreException {
        watch.close();
        inner().close();
    }

    @Override
    public String toString() {
        return "ErasureAware(" + inner() + ")";
    }

    /** Reads through the caches while they are known to hold nothing that was erased. */
    private final class FreshHandle implements ObjectHandle {
        private final StoredRef ref;
        private final ObjectHandle cached;

        FreshHandle(StoredRef ref, ObjectHandle cached) {
            this.ref = ref;
            this.cached = cached;
        }

        @Override
        public long sizeBytes() {
            return ref.length();
        }

        @Override
        public byte[] read(long offset, int length) throws StoreException {
            return handle().read(offset, length);
        }

        @Override
        public InputStream stream() throws StoreException {
            return handle().stream();
        }

        private ObjectHandle handle() throws StoreException {
            return watch.isFresh() ? cached : bare.open(ref);
        }
    }
}
