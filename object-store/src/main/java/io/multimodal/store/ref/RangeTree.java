// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Public;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A SHA-256 tree over an object's leaves of 256 KiB, by which a range of a large object is verified
 * without reading the rest. A leaf is the digest of a zero byte and the leaf's bytes, a node that
 * of a one byte and its two children; a level's odd last node moves up unchanged. The root in the
 * reference vouches for all of them.
 *
 * <p>What lies beside the object is one level of the tree, in order: that of the leaves for objects
 * of up to 8 GiB, a higher one for longer objects, so that to read a digest's bytes, and to read
 * the digests, costs about the same. What one of these digests covers is a <i>segment</i>.
 * Immutable.
 */
@Public
public final class RangeTree {
    /** Objects longer than this have a range tree, whose root travels in their references. */
    public static final long THRESHOLD_BYTES = 8L << 20;

    /** The bytes of the object that a leaf covers; the last leaf may cover fewer. */
    public static final int LEAF_BYTES = 256 << 10;

    /** The digests of an object are at most so many times as long as one of its segments. */
    private static final int DIGESTS_PER_SEGMENT = 4;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] digests;
    private final ContentId root;

    private RangeTree(byte[] digests) {
        this.digests = digests;
        this.root = ContentId.of(rootOf(digests));
    }

    /** Whether an object of this length, in bytes, has a range tree. */
    public static boolean covers(long length) {
        return length > THRESHOLD_BYTES;
    }

    /**
     * The bytes of an object of this length that are verified at once: a power of two times {@link
     * #LEAF_BYTES}. The last segment may be shorter.
     */
    public static long segmentBytes(long length) {
        long segment = LEAF_BYTES;
        while (digestBytes(length, segment) > DIGESTS_PER_SEGMENT * segment) {
            segment *= 2;
        }
        return segment;
    }

    /** How many bytes the digests of the segments of an object of this length take. */
    public static long encodedBytes(long length) {
        return digestBytes(length, segmentBytes(length));
    }

    private static long digestBytes(long length, long segment) {
        return length == 0 ? 0 : ((length - 1) / segment + 1) * ContentId.DIGEST_BYTES;
    }

    /**
     * The tree over these segments; its root says whether they are the right ones.
     *
     * @param digests theirs, 32 bytes each, at least one, copied
     */
    public static RangeTree of(byte[] digests) {
        if (digests.length == 0 || digests.length % ContentId.DIGEST_BYTES != 0) {
            throw new IllegalArgumentException(
                    "Digests have 32 bytes each; these are " + digests.length);
        }
        return new RangeTree(digests.clone());
    }

    /** The root digest, which authenticates all segments. */
    public ContentId root() {
        return root;
    }

    /** A copy of the digests of the segments, 32 bytes each. */
    public byte[] digests() {
        return digests.clone();
    }

    /**
     * Whether these are the bytes of a segment.
     *
     * @param segment which, from 0
     * @param bytes where they lie, from {@code offset}, {@code length} of them, at least one
     */
    public boolean verifies(long segment, byte[] bytes, int offset, int length) {
        Builder seen = new Builder();
        seen.update(bytes, offset, length);
        ContentId expected = ContentId.at(digests, (int) (segment * ContentId.DIGEST_BYTES));
        return seen.build().root().equals(expected);
    }

    private static byte[] rootOf(byte[] level) {
        byte[] top = level;
        while (top.length > ContentId.DIGEST_BYTES) {
            top = levelAbove(top, top.length);
        }
        return top;
    }

    /** The nodes over those in the first {@code used} bytes. */
    private static byte[] levelAbove(byte[] level, int used) {
        int pair = 2 * ContentId.DIGEST_BYTES;
        byte[] above = new byte[(used + pair - 1) / pair * ContentId.DIGEST_BYTES];
        MessageDigest sha = ContentId.newDigest();
        for (int from = 0, to = 0; from < used; from += pair, to += ContentId.DIGEST_BYTES) {
            if (from + pair <= used) {
                sha.update(NODE);
                sha.update(level, from, pair);
                System.arraycopy(sha.digest(), 0, above, to, ContentId.DIGEST_BYTES);
            } else {
                System.arraycopy(level, from, above, to, ContentId.DIGEST_BYTES);
            }
        }
        return above;
    }

    /**
     * Computes a tree while the object's bytes pass by, in order, in memory that grows with the
     * root of the object's length: at most 2 MiB up to 8 GiB, 16 MiB at 1 TiB. Not thread-safe.
     */
    public static final class Builder {
        private final MessageDigest sha = ContentId.newDigest();
        private final Digests open = new Digests();
        private final Digests segments = new Digests();
        private long segmentBytes = LEAF_BYTES;
        private long length;
        private int inLeaf = -1;

        /** Adds the next bytes of the object. The array is not kept. */
        public void update(byte[] bytes, int offset, int length) {
            this.length += length;
            int at = offset;
            int end = offset + length;
            while (at < end) {
                if (inLeaf < 0) {
                    sha.update(LEAF);
                    inLeaf = 0;
                }
                int step = Math.min(end - at, LEAF_BYTES - inLeaf);
                sha.update(bytes, at, step);
                at += step;
                inLeaf += step;
                if (inLeaf == LEAF_BYTES) {
                    endLeaf();
                }
            }
        }

        /** The tree over all bytes that were added, at least one. */
        public RangeTree build() {
            if (inLeaf > 0) {
                endLeaf();
            }
            if (open.used > 0) {
                endSegment();
            }
            byte[] level = segments.all();
            for (long at = segmentBytes; at < segmentBytes(length); at *= 2) {
                level = levelAbove(level, level.length);
            }
            return of(level);
        }

        private void endLeaf() {
            open.add(sha.digest());
            inLeaf = -1;
            if (open.used == segmentBytes / LEAF_BYTES * ContentId.DIGEST_BYTES) {
                endSegment();
            }
        }

        private void endSegment() {
            segments.add(rootOf(open.all()));
            open.used = 0;
            boolean pairs = segments.used % (2 * ContentId.DIGEST_BYTES) == 0;
            // Twice what the object will have if it ends here, so that it is never too high.
            if (pairs && segments.used > 2 * DIGESTS_PER_SEGMENT * segmentBytes) {
                segments.raise();
                segmentBytes *= 2;
            }
        }
    }

    /** Digests one behind the other. */
    private static final class Digests {
        private byte[] bytes = new byte[16 * ContentId.DIGEST_BYTES];
        private int used;

        void add(byte[] digest) {
            if (used == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * used);
            }
            System.arraycopy(digest, 0, bytes, used, ContentId.DIGEST_BYTES);
            used += ContentId.DIGEST_BYTES;
        }

        byte[] all() {
            return Arrays.copyOf(bytes, used);
        }

        void raise() {
            byte[] above = levelAbove(bytes, used);
            System.arraycopy(above, 0, bytes, 0, above.length);
            used = above.length;
        }
    }
}
