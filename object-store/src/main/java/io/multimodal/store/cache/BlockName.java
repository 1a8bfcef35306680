// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.cache.DiskCache.Block;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a block in a disk cache: {@code <store id>-<digest>-<length>}, of an object with a
 * range tree {@code -<root>-<segment>} behind it; ids, digests and roots in hexadecimal digits. All
 * that the bytes were verified against is in the name.
 */
final class BlockName {
    private static final Pattern NAME =
            Pattern.compile(
                    "([0-9a-f]{8})-([0-9a-f]{64})-([0-9]{1,18})(?:-([0-9a-f]{64})-([0-9]{1,12}))?");

    /** What a killed process was writing, and the blocks of releases that named no store. */
    private static final Pattern GARBAGE = Pattern.compile("t[0-9]+|[0-9a-f]{64}(-[0-9]+)?");

    private static final Pattern DIRECTORY = Pattern.compile("[0-9a-f]{2}");

    private BlockName() {}

    static String of(Block block) {
        StoredRef ref = block.ref();
        String object = StoreIds.hex(ref.storeId()) + "-" + ref.id().hex() + "-" + ref.length();
        return block.leaf() == Block.WHOLE
                ? object
                : object + "-" + ref.treeRoot().orElseThrow().hex() + "-" + block.leaf();
    }

    /** The block of this name; empty where it names none. */
    static Optional<Block> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long length = Long.parseLong(parts.group(3));
        boolean large = parts.group(4) != null;
        if (large != RangeTree.covers(length)) {
            return Optional.empty();
        }
        StoredRef ref =
                new StoredRef(
                        Integer.parseUnsignedInt(parts.group(1), 16),
                        ContentId.ofHex(parts.group(2)),
                        length,
                        Optional.ofNullable(parts.group(4)).map(ContentId::ofHex));
        return Optional.of(new Block(ref, large ? Long.parseLong(parts.group(5)) : Block.WHOLE));
    }

    /** Whether a file of this name is of no use to any cache, and was made by one. */
    static boolean isGarbage(String name) {
        return GARBAGE.matcher(name).matches();
    }

    /** Whether blocks may lie in a directory of this name. */
    static boolean isDirectory(String name) {
        return DIRECTORY.matcher(name).matches();
    }
}
