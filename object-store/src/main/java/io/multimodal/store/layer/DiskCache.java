// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.layer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.multimodal.store.ContentId;
import io.multimodal.store.RefusedException;
import io.multimodal.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks of verified objects in a folder, up to a number of bytes; several stores may share one.
 * Nothing in it is needed: what is missing, torn or damaged is loaded again, and a disk that is
 * full or broken makes reads slower and nothing else. Several processes may give one folder: each
 * has a part of its own, with the bound for itself, and a later process takes over what an earlier
 * one left. Takes about 200 bytes of memory for each block. Thread-safe.
 */
public final class DiskCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);

    /** A block larger than this part of the cache would push too much out. */
    private static final int LARGEST_PART = 16;

    private final DiskCacheFolder folder;
    private final long capacityBytes;

    /** The size of each block on disk. */
    private final Cache<Block, Integer> blocks;

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
            DiskCache cache = new DiskCache(DiskCacheFolder.take(folder), capacityBytes);
            cache.folder.forEach(cache.blocks::put);
            return cache;
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

    /** Drops all blocks of an object. */
    void forget(ContentId id) {
        blocks.asMap().keySet().removeIf(block -> block.id().equals(id));
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
     * @param leaf which leaf of its range tree; {@link #WHOLE} for an object that has no tree
     */
    record Block(ContentId id, long leaf) {
        static final long WHOLE = -1;
    }
}
