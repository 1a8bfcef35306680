// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where packed objects lie, in about 24 bytes for each: the first eight bytes of its digest, the
 * pack's number and the offset. Two objects may share the eight bytes, and one may lie in several
 * packs, so that a look-up gives places to try; the record there says which object it is.
 * Thread-safe.
 */
final class PackIndex {
    private static final int SMALLEST = 1 << 10;

    private final List<Pack> packs = new ArrayList<>();
    private long[] keys = new long[SMALLEST];
    private long[] places = new long[SMALLEST];
    private int used;

    synchronized void add(Pack pack, PackEntry entry) {
        int number = packs.lastIndexOf(pack);
        if (number < 0) {
            number = packs.size();
            packs.add(pack);
        }
        if (2 * used >= keys.length) {
            grow();
        }
        insert(key(entry.id()), (long) number << 32 | entry.offset());
        used++;
    }

    /** Forgets a pack that is gone. */
    synchronized void remove(Pack pack) {
        packs.replaceAll(known -> known == pack ? null : known);
    }

    /** Where an object may lie, the newest place first. */
    synchronized List<Place> find(ContentId id) {
        List<Place> found = List.of();
        long key = key(id);
        for (int slot = slot(key); keys[slot] != 0; slot = slot + 1 & keys.length - 1) {
            Pack pack = keys[slot] == key ? packs.get((int) (places[slot] >>> 32)) : null;
            if (pack != null) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(0, new Place(pack, places[slot] & 0xffffffffL));
            }
        }
        return found;
    }

    private void insert(long key, long place) {
        int slot = slot(key);
        while (keys[slot] != 0) {
            if (keys[slot] == key && places[slot] == place) {
                used--;
                return;
            }
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
        places[slot] = place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldPlaces = places;
        keys = new long[2 * oldKeys.length];
        places = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                insert(oldKeys[i], oldPlaces[i]);
            }
        }
    }

    private int slot(long key) {
        return (int) key & keys.length - 1;
    }

    /** Digests are as good as random; zero marks an empty slot. */
    private static long key(ContentId id) {
        long key = ByteBuffer.wrap(id.digest()).getLong();
        return key == 0 ? 1 : key;
    }

    /** A record that may hold the object. */
    record Place(Pack pack, long offset) {}
}
