// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks of verified objects in a folder, up to a number of bytes; several stores may share one. A
 * block is found by the whole reference that it was verified against, so that stores share nothing.
 * Nothing in it is needed: what is missing, torn or damaged is loaded again, and a disk that is
 * full or broken makes reads slower and nothing else. Several processes may give one folder: each
 * has a part of its own, with the bound for itself, and a later process takes over what an earlier
 * one left. Takes 200 to 300 bytes of memory for each block. Who may write the folder decides what
 * is read from it: it has to be this user's own. Thread-safe.
 */
public final class DiskCache implements ErasableCache, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);

    /** A block larger than this part of the cache would push too much out. */
    private static final int LARGEST_PART = 16;

    private final DiskCacheFolder folder;
    private final long capacityBytes;

    /** The size of each block on disk. */
    private final Cache<Block, Integer> blocks;

    /** Which erasures, by store and hash, were looked for in the parts that are free. */
    private final Set<Long> sweptParts = ConcurrentHashMap.newKeySet();

    private volatile boolean complained;

    private DiskCache(DiskCacheFolder folder, long capacityBytes) {
        this.folder = folder;
        this.capacityBytes = capacityBytes;
        this.blocks =
                Caffeine.newBuilder()
                        .maximumWeight(capacityBytes)
                        .<Block, Integer>weigher((block, bytes) -> bytes)
                        .removalListener(this::removed)
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * A cache in this folder, which is made if it is not there. Blocks while it looks at what an
     * earlier process left.
     *
     * @param capacityBytes how many bytes of disk this process may use
     * @throws RefusedException if the folder cannot be made or written
     */
    public static DiskCache open(Path folder, long capacityBytes) throws StoreException {
        try {
            DiskCacheFolder taken = DiskCacheFolder.take(folder);
            boolean opened = false;
            try {
                DiskCache cache = new DiskCache(taken, capacityBytes);
                taken.forEach(cache.blocks::put);
                opened = true;
                return cache;
            } finally {
                if (!opened) {
                    taken.close();
                }
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "The folder "
                            + folder
                            + " cannot be used as a cache: "
                            + e
                            + "; give another one, or none",
                    e);
        }
    }

    /** How many bytes of disk it uses at most. */
    public long capacityBytes() {
        return capacityBytes;
    }

    /** How many bytes of disk it uses now. */
    public long usedBytes() {
        blocks.cleanUp();
        return blocks.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    /** Whether runs of this length are kept. */
    boolean admits(long length) {
        return length <= capacityBytes / LARGEST_PART;
    }

    /** Whether a block seems to be there. */
    boolean holds(Block block) {
        return blocks.asMap().containsKey(block);
    }

    /** The bytes of a block, if they are there and sound. */
    Optional<byte[]> find(Block block) {
        if (blocks.getIfPresent(block) == null) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> content = folder.read(block);
            if (content.isEmpty()) {
                LOG.warn("The cached block {} was damaged and is loaded again", block);
                blocks.invalidate(block);
            }
            return content;
        } catch (IOException e) {
            complain(e);
            blocks.invalidate(block);
            return Optional.empty();
        }
    }

    /** Keeps the bytes of a block, which were verified. */
    void keep(Block block, byte[] bytes, int offset, int length) {
        try {
            blocks.put(block, folder.write(block, bytes, offset, length));
        } catch (IOException e) {
            complain(e);
        }
    }

    @Override
    public boolean mayHold(int storeId) {
        return blocks.asMap().keySet().stream().anyMatch(block -> block.ref().storeId() == storeId)
                || folder.hasOtherParts();
    }

    /**
     * The same with the content of parts that earlier processes left and no process has taken over.
     */
    @Override
    public void forget(int storeId, Set<ContentId> ids) {
        blocks.asMap()
                .keySet()
                .removeIf(
                        block ->
                                block.ref().storeId() == storeId && ids.contains(block.ref().id()));
        // Nothing is added to a part that is free.
        if (sweptParts.add(((long) storeId << 32) + ids.hashCode())) {
            folder.deleteInFreeParts(
                    block -> block.ref().storeId() == storeId && ids.contains(block.ref().id()));
        }
    }

    /** Lets another process take this part of the folder; what lies in it stays. Idempotent. */
    @Override
    public void close() {
        folder.close();
    }

    @Override
    public String toString() {
        return (capacityBytes >> 20) + " MiB in " + folder;
    }

    private void removed(Block block, Integer bytes, RemovalCause cause) {
        if (cause != RemovalCause.REPLACED) {
            folder.delete(block);
        }
    }

    private void complain(IOException e) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "The cache in {} cannot be used as it should; objects are read anew",
                    folder,
                    e);
        }
    }

    /**
     * A run of an object's bytes.
     *
     * @param ref what the bytes were verified against
     * @param leaf which segment of its range tree; {@link #WHOLE} for an object that has no tree
     */
    record Block(StoredRef ref, long leaf) {
        static final long WHOLE = -1;

        /** How many bytes it has. */
        int lengthBytes() {
            if (leaf == WHOLE) {
                return (int) ref.length();
            }
            long segment = RangeTree.segmentBytes(ref.length());
            return (int) Math.min(segment, ref.length() - leaf * segment);
        }
    }
}
