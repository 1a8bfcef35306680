// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.ref.ContentId;
import java.util.ArrayList;
import java.util.List;

/** A whole pack in memory, made at once. */
public final class SealedPack {
    private final byte[] bytes;
    private final List<PackEntry> entries;

    private SealedPack(byte[] bytes, List<PackEntry> entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /** The pack that holds these objects, in this order. */
    public static SealedPack of(int storeId, long epoch, List<Content> contents) {
        int footer = PackFormat.HEADER_BYTES;
        for (Content content : contents) {
            footer += PackFormat.RECORD_HEADER_BYTES + content.bytes.length;
        }
        byte[] out = new byte[footer + PackFormat.footerBytes(contents.size())];
        System.arraycopy(PackFormat.header(storeId, epoch), 0, out, 0, PackFormat.HEADER_BYTES);
        List<PackEntry> entries = new ArrayList<>(contents.size());
        int at = PackFormat.HEADER_BYTES;
        for (Content content : contents) {
            PackFormat.putRecord(out, at, at, content.id, content.bytes);
            PackEntry entry = new PackEntry(content.id, at, content.bytes.length);
            entries.add(entry);
            at = (int) entry.end();
        }
        PackFormat.putFooter(out, at, entries, at);
        return new SealedPack(out, List.copyOf(entries));
    }

    /** The pack; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** What its footer lists. */
    public List<PackEntry> entries() {
        return entries;
    }

    /** An object to be packed; its bytes are not copied. */
    public static final class Content {
        private final ContentId id;
        private final byte[] bytes;

        public Content(ContentId id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        public ContentId id() {
            return id;
        }

        public byte[] bytes() {
            return bytes;
        }

        /** How many bytes of a pack it takes, its place in the footer included. */
        public int packedBytes() {
            return PackFormat.RECORD_HEADER_BYTES + bytes.length + PackFormat.ENTRY_BYTES;
        }
    }
}
