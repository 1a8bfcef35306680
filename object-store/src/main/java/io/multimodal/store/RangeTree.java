// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A SHA-256 tree over 1 MiB leaves, by which a range of a large object is verified without reading
 * the rest. A leaf is the digest of a zero byte and the leaf's bytes, a node that of a one byte and
 * its two children; a level's odd last node moves up unchanged. The digests of the leaves, in
 * order, lie beside the object; the root in the reference vouches for them. Immutable.
 */
public final class RangeTree {
    /** Objects longer than this have a range tree, whose root travels in their references. */
    public static final long THRESHOLD_BYTES = 8L << 20;

    /** How many bytes of the object a leaf covers; the last one may cover fewer. */
    public static final int LEAF_BYTES = 1 << 20;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] leaves;
    private final ContentId root;

    private RangeTree(byte[] leaves) {
        this.leaves = leaves;
        this.root = ContentId.of(rootOf(leaves));
    }

    /** Whether an object of this length has a range tree. */
    public static boolean covers(long length) {
        return length > THRESHOLD_BYTES;
    }

    /** How many bytes the leaf digests of an object of this length take. */
    public static long encodedBytes(long length) {
        return (length + LEAF_BYTES - 1) / LEAF_BYTES * ContentId.DIGEST_BYTES;
    }

    /**
     * The tree over these leaves; its root says whether they are the right ones.
     *
     * @param leaves their digests, 32 bytes each, at least one, copied
     */
    public static RangeTree of(byte[] leaves) {
        if (leaves.length == 0 || leaves.length % ContentId.DIGEST_BYTES != 0) {
            throw new IllegalArgumentException(
                    "Leaf digests have 32 bytes each; these are " + leaves.length);
        }
        return new RangeTree(leaves.clone());
    }

    /** What authenticates all leaves. */
    public ContentId root() {
        return root;
    }

    /** A copy of the digests of the leaves, 32 bytes each. */
    public byte[] leaves() {
        return leaves.clone();
    }

    /**
     * Whether these are the bytes of a leaf.
     *
     * @param leaf which, from 0
     * @param bytes where they lie, from {@code offset}, {@code length} of them
     */
    public boolean verifies(long leaf, byte[] bytes, int offset, int length) {
        MessageDigest sha = ContentId.newDigest();
        sha.update(LEAF);
        sha.update(bytes, offset, length);
        int at = (int) (leaf * ContentId.DIGEST_BYTES);
        return Arrays.equals(
                sha.digest(), 0, ContentId.DIGEST_BYTES, leaves, at, at + ContentId.DIGEST_BYTES);
    }

    private static byte[] rootOf(byte[] leaves) {
        List<byte[]> level = new ArrayList<>();
        for (int at = 0; at < leaves.length; at += ContentId.DIGEST_BYTES) {
            level.add(Arrays.copyOfRange(leaves, at, at + ContentId.DIGEST_BYTES));
        }
        MessageDigest sha = ContentId.newDigest();
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                sha.update(NODE);
                sha.update(level.get(i));
                above.add(sha.digest(level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                above.add(level.get(level.size() - 1));
            }
            level = above;
        }
        return level.get(0);
    }

    /** Computes a tree while the object's bytes pass by, in order. Not thread-safe. */
    public static final class Builder {
        private final MessageDigest sha = ContentId.newDigest();
        private byte[] leaves = new byte[16 * ContentId.DIGEST_BYTES];
        private int used;
        private int inLeaf = -1;

        /** The next bytes of the object. */
        public void update(byte[] bytes, int offset, int length) {
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

        /** The tree over everything that passed by, of which there was at least one byte. */
        public RangeTree build() {
            if (inLeaf > 0) {
                endLeaf();
            }
            return of(Arrays.copyOf(leaves, used));
        }

        private void endLeaf() {
            if (used == leaves.length) {
                leaves = Arrays.copyOf(leaves, 2 * used);
            }
            System.arraycopy(sha.digest(), 0, leaves, used, ContentId.DIGEST_BYTES);
            used += ContentId.DIGEST_BYTES;
            inLeaf = -1;
        }
    }
}
