// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The one place where what a backend returns is compared with what the reference says: a small
 * object is read whole and its digest compared, a large one segment by segment with its range tree.
 * A tree that was lost or damaged is computed again from the object and must give the root in the
 * reference. Where reference and object disagree, the whole object says which of the two is wrong:
 * bytes of another digest are damage, and a reference with another length or root than the bytes of
 * its digest have is refused; what they have is remembered, so that the next lie costs no reading.
 */
public final class VerifiedHandle implements ObjectHandle {
    private final StoredRef ref;
    private final RawSource source;
    private final RangeTrees trees;
    private final long segmentBytes;

    /**
     * @param trees those of the store
     */
    public VerifiedHandle(StoredRef ref, RawSource source, RangeTrees trees) {
        this.ref = ref;
        this.source = source;
        this.trees = trees;
        this.segmentBytes = RangeTree.segmentBytes(ref.length());
    }

    @Override
    public long sizeBytes() {
        return ref.length();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        Objects.checkFromIndexSize(offset, length, ref.length());
        try (RawObject raw = open()) {
            if (ref.treeRoot().isPresent()) {
                return readRange(raw, offset, length);
            }
            byte[] whole = readWhole(raw);
            return length == whole.length
                    ? whole
                    : Arrays.copyOfRange(whole, (int) offset, (int) offset + length);
        }
    }

    @Override
    public InputStream stream() throws StoreException {
        RawObject raw = open();
        boolean handedOver = false;
        try {
            if (ref.treeRoot().isPresent()) {
                InputStream stream =
                        new WindowStream(
                                ref.length(),
                                (offset, length) -> readRange(raw, offset, length),
                                raw::close);
                handedOver = true;
                return stream;
            }
            return new ByteArrayInputStream(readWhole(raw));
        } finally {
            if (!handedOver) {
                raw.close();
            }
        }
    }

    /** Consecutive segments of a large object, read by one request and verified each. */
    private byte[] readSegments(RawObject raw, long first, long count) throws StoreException {
        RangeTree verified = tree(raw);
        long start = first * segmentBytes;
        int length = (int) Math.min(count * segmentBytes, ref.length() - start);
        byte[] bytes = raw.read(start, length);
        for (int at = 0; at < length; at += (int) segmentBytes) {
            int step = (int) Math.min(segmentBytes, length - at);
            if (!verified.verifies((start + at) / segmentBytes, bytes, at, step)) {
                throw damaged(
                        raw,
                        "the bytes from "
                                + (start + at)
                                + " to "
                                + (start + at + step)
                                + " differ");
            }
        }
        return bytes;
    }

    private RawObject open() throws StoreException {
        RawObject raw = source.open(ref);
        if (raw.lengthBytes() == ref.length()) {
            return raw;
        }
        raw.close();
        refuseLie();
        if (raw.lengthBytes() > 0 && hasSoundEnd(raw.lengthBytes())) {
            try (RawObject whole = source.open(ofLength(raw.lengthBytes()))) {
                var unused = hashed(whole);
            }
        }
        throw damaged(
                raw,
                "it has " + raw.lengthBytes() + " bytes where the reference says " + ref.length());
    }

    /** A reference by which the object that lies there is read, of whatever length it is. */
    private StoredRef ofLength(long length) {
        return new StoredRef(
                ref.storeId(),
                ref.id(),
                length,
                RangeTree.covers(length)
                        ? Optional.of(ref.treeRoot().orElse(ref.id()))
                        : Optional.empty());
    }

    /** Whether a large object ends where the tree beside it says, so that it was not cut short. */
    private boolean hasSoundEnd(long length) throws StoreException {
        if (!RangeTree.covers(length)) {
            return true;
        }
        long segment = RangeTree.segmentBytes(length);
        long last = (length - 1) / segment;
        try (RawObject raw = source.open(ofLength(length))) {
            Optional<byte[]> digests = raw.treeDigests();
            if (digests.isEmpty() || digests.get().length != RangeTree.encodedBytes(length)) {
                return false;
            }
            int count = (int) (length - last * segment);
            byte[] end = raw.read(last * segment, count);
            return RangeTree.of(digests.get()).verifies(last, end, 0, count);
        }
    }

    private byte[] readWhole(RawObject raw) throws StoreException {
        byte[] whole = raw.read(0, (int) ref.length());
        ContentId seen = ContentId.hash(whole);
        if (!seen.equals(ref.id())) {
            throw damaged(raw, "its bytes are those of " + seen);
        }
        return whole;
    }

    private byte[] readRange(RawObject raw, long offset, int length) throws StoreException {
        long window = Math.max(1, WindowStream.WINDOW_BYTES / segmentBytes);
        long windowEnd = Math.min(offset + window * segmentBytes, ref.length());
        if (offset % segmentBytes == 0 && offset + length == windowEnd) {
            return readSegments(raw, offset / segmentBytes, window);
        }
        byte[] out = new byte[length];
        int done = 0;
        while (done < length) {
            long at = offset + done;
            long first = at / segmentBytes;
            int from = (int) (at % segmentBytes);
            long last = (offset + length - 1) / segmentBytes;
            byte[] segments = readSegments(raw, first, Math.min(window, last - first + 1));
            int step = Math.min(segments.length - from, length - done);
            System.arraycopy(segments, from, out, done, step);
            done += step;
        }
        return out;
    }

    private RangeTree tree(RawObject raw) throws StoreException {
        Optional<RangeTree> known = trees.find(ref);
        if (known.isPresent()) {
            return known.get();
        }
        refuseLie();
        Optional<RangeTree> stored = storedTree(raw);
        RangeTree tree = stored.isPresent() ? stored.get() : hashed(raw).tree();
        trees.keep(ref, tree);
        return tree;
    }

    private Optional<RangeTree> storedTree(RawObject raw) throws StoreException {
        return raw.treeDigests()
                .filter(digests -> digests.length == RangeTree.encodedBytes(ref.length()))
                .map(RangeTree::of)
                .filter(found -> found.root().equals(ref.treeRoot().get()));
    }

    /** The object by all its bytes, which are those that the reference names. */
    private HashedObject hashed(RawObject raw) throws StoreException {
        HashedObject seen = trees.hash(ref.id(), () -> HashedObject.of(raw));
        if (!seen.id().equals(ref.id())) {
            throw damaged(raw, "its bytes are those of " + seen.id());
        }
        trees.learn(seen.ref(ref.storeId()));
        refuseLie();
        return seen;
    }

    /** Refuses a reference that says another thing than an object of which all was read. */
    private void refuseLie() throws RefusedException {
        Optional<StoredRef> identity = trees.identity(ref.id());
        if (identity.isPresent() && !identity.get().equals(ref)) {
            throw new RefusedException(
                    "The reference to "
                            + ref.id()
                            + " is wrong, the object is sound: "
                            + (identity.get().length() == ref.length()
                                    ? "the reference holds the root of another range tree"
                                    : "it has "
                                            + identity.get().length()
                                            + " bytes where the reference says "
                                            + ref.length())
                            + "; take the reference that its put gave");
        }
    }

    private CorruptObjectException damaged(RawObject raw, String how) {
        return new CorruptObjectException(
                "The object "
                        + ref.id()
                        + " at "
                        + raw.place()
                        + " is damaged: "
                        + how
                        + "; put the original again");
    }
}
