// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.pack.BucketPacks;
import io.multimodal.store.bucket.pack.PackCatalog;
import io.multimodal.store.bucket.pack.PackedCopies;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.RangeTrees;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.VerifiedHandle;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackIndex.Place;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All copies of an object, where one of them is damaged: a copy that is damaged does no harm while
 * a sound one lies in the same epoch or a later one, as it does when the original was put again.
 * Thread-safe; every call blocks.
 */
final class Copies {
    private final Epochs epochs;
    private final PackCatalog catalog;
    private final BucketPacks packs;
    private final PackedCopies inPacks;
    private final StandaloneObjects loose;
    private final RangeTrees trees;

    Copies(
            Epochs epochs,
            PackCatalog catalog,
            BucketPacks packs,
            PackedCopies inPacks,
            StandaloneObjects loose,
            RangeTrees trees) {
        this.epochs = epochs;
        this.catalog = catalog;
        this.packs = packs;
        this.inPacks = inPacks;
        this.loose = loose;
        this.trees = trees;
    }

    /**
     * Bytes of a small object from a sound copy.
     *
     * @param damage what was seen of another copy, which is thrown where no copy is sound
     */
    byte[] read(CorruptObjectException damage, StoredRef ref, long offset, int length)
            throws StoreException {
        lookAgain();
        for (Place<BucketPack> place : packs.places(ref.id())) {
            if (inPacks.isSound(place, ref.id())) {
                Optional<? extends RawObject> copy = packs.read(place, ref);
                if (copy.isPresent()) {
                    return verified(ref, copy.get()).read(offset, length);
                }
            }
            packs.damaged(place);
        }
        for (long epoch : epochs.known()) {
            Optional<RawObject> copy = loose.find(ref, epoch);
            if (copy.isPresent()) {
                try {
                    return verified(ref, copy.get()).read(offset, length);
                } catch (CorruptObjectException e) {
                    damage.addSuppressed(e);
                }
            }
        }
        throw damage;
    }

    /** What an audit found, without the damage that was healed by a sound copy elsewhere. */
    AuditedObject healed(AuditedObject found) throws StoreException {
        if (found.damage().isEmpty()) {
            return found;
        }
        lookAgain();
        ContentId id = found.copy().id();
        long epoch = found.copy().epoch();
        boolean healed =
                id.equals(PackEntry.ERASED)
                        ? isPackHealed(found.copy().place())
                        : isSoundElsewhere(id, epoch, found.copy().place());
        return healed ? new AuditedObject(found.copy(), Optional.empty()) : found;
    }

    /** A pack is healed when everything that it holds, or says that it does, lies elsewhere. */
    private boolean isPackHealed(String place) throws StoreException {
        Optional<BucketPack> pack = catalog.packAt(place);
        if (pack.isEmpty()) {
            return false;
        }
        PackScan scan = new PackScan(catalog.source(pack.get()));
        Set<ContentId> held = new HashSet<>();
        scan.records(PackFormat.HEADER_BYTES).forEach(entry -> held.add(entry.id()));
        scan.footer().ifPresent(said -> said.forEach(entry -> held.add(entry.id())));
        held.remove(PackEntry.ERASED);
        for (ContentId id : held) {
            if (!isSoundElsewhere(id, pack.get().epoch(), place)) {
                return false;
            }
        }
        return !held.isEmpty();
    }

    /**
     * Whether there is a sound copy in this epoch or a later one.
     *
     * @param place where the damaged one lies: a key, perhaps with an offset, or a pack's
     */
    private boolean isSoundElsewhere(ContentId id, long epoch, String place) throws StoreException {
        for (Place<BucketPack> other : packs.places(id)) {
            if (other.pack().epoch() >= epoch
                    && !isWithin(inPacks.place(other), place)
                    && inPacks.isSound(other, id)) {
                return true;
            }
        }
        for (long each : epochs.known()) {
            if (each >= epoch && loose.isSoundElsewhere(id, each, place)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithin(String record, String place) {
        return record.equals(place) || record.startsWith(place + "@");
    }

    /** Somebody may have put the object again since this process looked. */
    private void lookAgain() throws StoreException {
        epochs.list();
        packs.lookForNew(epochs.known());
    }

    private VerifiedHandle verified(StoredRef ref, RawObject copy) {
        return new VerifiedHandle(ref, any -> copy, trees);
    }
}
