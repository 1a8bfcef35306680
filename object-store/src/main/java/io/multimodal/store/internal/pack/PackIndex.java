// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.ContentId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where packed objects lie. For each place it keeps 24 bytes in tables that are filled by half to
 * three quarters: 32 to 48 bytes of memory for an object, and for a moment while they grow 80.
 *
 * <p>Of a digest the first 16 bytes are kept. Nobody finds another content with the same ones, so
 * that what is found is there; whoever reads it compares the record all the same. One object may
 * lie in several packs. Thread-safe.
 *
 * @param <P> what stands for a pack
 */
public final class PackIndex<P> {
    private static final int SMALLEST = 1 << 10;

    private final List<P> packs = new ArrayList<>();
    private final Map<P, Integer> numbers = new HashMap<>();

    /** Zero where a slot is empty. */
    private long[] keys = new long[SMALLEST];

    private long[] checks = new long[SMALLEST];
    private long[] places = new long[SMALLEST];
    private int used;

    public synchronized void add(P pack, PackEntry entry) {
        if (entry.isErased()) {
            return;
        }
        if (used >= keys.length / 4 * 3) {
            resize();
        }
        byte[] digest = entry.id().digest();
        insert(key(digest), check(digest), (long) number(pack) << 32 | entry.offset());
    }

    public synchronized void addAll(P pack, Iterable<PackEntry> entries) {
        entries.forEach(entry -> add(pack, entry));
    }

    /** Forgets a pack that is gone. */
    public synchronized void remove(P pack) {
        Integer number = numbers.remove(pack);
        if (number != null) {
            packs.set(number, null);
        }
    }

    /** Where an object lies, the newest place first. */
    public synchronized List<Place<P>> find(ContentId id) {
        byte[] digest = id.digest();
        long key = key(digest);
        long check = check(digest);
        List<Place<P>> found = List.of();
        for (int slot = slot(key); keys[slot] != 0; slot = next(slot)) {
            P pack =
                    keys[slot] == key && checks[slot] == check
                            ? packs.get((int) (places[slot] >>> 32))
                            : null;
            if (pack != null) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(0, new Place<>(pack, places[slot] & 0xffffffffL));
            }
        }
        return found;
    }

    private int number(P pack) {
        Integer known = numbers.get(pack);
        if (known == null) {
            known = packs.size();
            packs.add(pack);
            numbers.put(pack, known);
        }
        return known;
    }

    private void insert(long key, long check, long place) {
        int slot = slot(key);
        while (keys[slot] != 0) {
            if (keys[slot] == key && checks[slot] == check && places[slot] == place) {
                return;
            }
            slot = next(slot);
        }
        keys[slot] = key;
        checks[slot] = check;
        places[slot] = place;
        used++;
    }

    /** Half as large again, without the places in packs that are gone. */
    private void resize() {
        long[] oldKeys = keys;
        long[] oldChecks = checks;
        long[] oldPlaces = places;
        int slots = Math.addExact(oldKeys.length, oldKeys.length / 2);
        keys = new long[slots];
        checks = new long[slots];
        places = new long[slots];
        used = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0 && packs.get((int) (oldPlaces[i] >>> 32)) != null) {
                insert(oldKeys[i], oldChecks[i], oldPlaces[i]);
            }
        }
    }

    /** Spreads the upper 32 bits of a key over the slots. */
    private int slot(long key) {
        return (int) (((key >>> 32) * keys.length) >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == keys.length ? 0 : slot + 1;
    }

    /** Digests are as good as random; zero marks an empty slot. */
    private static long key(byte[] digest) {
        long key = ByteBuffer.wrap(digest).getLong();
        return key == 0 ? 1 : key;
    }

    private static long check(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong(8);
    }

    /** A record that holds the object, or did. */
    public record Place<P>(P pack, long offset) {}
}
