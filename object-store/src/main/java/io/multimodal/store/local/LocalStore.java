// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectNotFoundException;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.RecordStore;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.internal.VerifiedHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A store in a folder, shared by as many processes as like. A put is acknowledged when the object's
 * content and its name are synced; every byte read is verified. {@code docs/format.md} says what
 * lies where.
 */
public final class LocalStore implements ObjectStore {
    private final LocalLayout layout;
    private final StoreRoot root;
    private final LocalEpochs epochs;
    private final LocalWriter writer;
    private final LocalRecords records;

    private LocalStore(LocalLayout layout, StoreRoot root, DurableFiles files)
            throws StoreException {
        this.layout = layout;
        this.root = root;
        this.epochs = new LocalEpochs(layout.epochs());
        this.epochs.list();
        this.writer = new LocalWriter(root, layout, epochs, files);
        this.records = new LocalRecords(layout.records(), files);
    }

    /**
     * The store in this folder, which is made if it is not there or empty.
     *
     * @throws io.multimodal.store.RefusedException if the folder holds something else, or may not
     *     be written
     */
    public static LocalStore open(Path folder) throws StoreException {
        return open(folder, StoreRoot.DEFAULT_INLINE_THRESHOLD_BYTES);
    }

    /**
     * The store in this folder, which is made if it is not there or empty.
     *
     * @param inlineThresholdBytes objects of at most this many bytes will ride in their references,
     *     -1 for none; counts only where the store is made now
     */
    public static LocalStore open(Path folder, int inlineThresholdBytes) throws StoreException {
        return open(folder, inlineThresholdBytes, new RealDisk());
    }

    /**
     * The store that is in this folder.
     *
     * @throws ObjectNotFoundException if there is none
     */
    public static LocalStore openExisting(Path folder) throws StoreException {
        LocalLayout layout = new LocalLayout(folder.toAbsolutePath().normalize());
        return new LocalStore(
                layout,
                LocalFolder.existing(layout),
                new DurableFiles(new RealDisk(), layout.temporary()));
    }

    static LocalStore open(Path folder, int inlineThresholdBytes, Disk disk) throws StoreException {
        LocalLayout layout = new LocalLayout(folder.toAbsolutePath().normalize());
        DurableFiles files = new DurableFiles(disk, layout.temporary());
        return new LocalStore(
                layout, LocalFolder.existingOrNew(layout, files, inlineThresholdBytes), files);
    }

    @Override
    public StoreRoot root() {
        return root;
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        return writer.put(payload);
    }

    @Override
    public ObjectHandle open(StoredRef ref) throws StoreException {
        StoreIds.check(ref, root, toString());
        return new VerifiedHandle(ref, this::find);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException {
        Set<ContentId> missing = new HashSet<>(ids);
        missing.removeIf(this::lies);
        if (!missing.isEmpty() && epochs.list()) {
            missing.removeIf(this::lies);
        }
        return missing;
    }

    @Override
    public Stream<ObjectSummary> list() throws StoreException {
        epochs.list();
        return LongStream.of(epochs.known())
                .boxed()
                .flatMap(epoch -> LocalListing.of(layout.objects(epoch), epoch));
    }

    @Override
    public void close() throws StoreException {
        writer.close();
    }

    @Override
    public String toString() {
        return "Local(" + layout.folder() + ")";
    }

    private boolean lies(ContentId id) {
        return LongStream.of(epochs.known())
                .anyMatch(epoch -> Files.exists(layout.object(epoch, id)));
    }

    private RawObject find(StoredRef ref) throws StoreException {
        RawObject found = findInKnownEpochs(ref.id());
        if (found == null && epochs.list()) {
            found = findInKnownEpochs(ref.id());
        }
        if (found == null) {
            throw new ObjectNotFoundException(
                    "The object "
                            + ref.id()
                            + " is not in the store at "
                            + layout.folder()
                            + ", in none of its "
                            + epochs.known().length
                            + " epochs");
        }
        return found;
    }

    /** Null where it lies in none of them. */
    private RawObject findInKnownEpochs(ContentId id) throws StoreException {
        for (long epoch : epochs.known()) {
            Path file = layout.object(epoch, id);
            FileChannel channel = null;
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ);
                return new LocalObject(file, layout.tree(epoch, id), channel);
            } catch (NoSuchFileException e) {
                // The next epoch may have it.
            } catch (IOException e) {
                closeQuietly(channel);
                throw LocalErrors.of("read", file, e);
            }
        }
        return null;
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The first error is the one to tell.
        }
    }
}
