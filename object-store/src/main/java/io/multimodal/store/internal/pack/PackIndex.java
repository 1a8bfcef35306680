// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.ref.ContentId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where packed objects lie. For each place it keeps 24 bytes in a table that is filled by half to
 * three quarters: 32 to 48 bytes of memory for an object, and for a moment while it grows 80.
 *
 * <p>Of a digest the first 16 bytes are kept. Nobody finds another content with the same ones, so
 * that what is found is there; a reader compares the record nevertheless. One object may lie in
 * several packs. Thread-safe.
 *
 * @param <P> what stands for a pack
 */
public final class PackIndex<P> {
    private static final int SMALLEST = 1 << 10;

    /** A row is a key, a check and a place, beside one another so that one look brings all. */
    private static final int ROW = 3;

    private static final int MOST_ROWS = Integer.MAX_VALUE / ROW - 8;

    private final List<P> packs = new ArrayList<>();
    private final Numbers<P> numbers;

    /** The key is zero where a row is empty. */
    private long[] rows = new long[ROW * SMALLEST];

    private int used;

    /** The digest that is asked for or added; guarded by this. */
    private final ByteBuffer digest = ByteBuffer.allocate(ContentId.DIGEST_BYTES);

    /** An index that finds the number of a pack by its {@code equals}. */
    public PackIndex() {
        this(new MappedNumbers<>());
    }

    /**
     * An empty index.
     *
     * @param numbers used by this index alone, under its lock
     */
    public PackIndex(Numbers<P> numbers) {
        this.numbers = numbers;
    }

    public synchronized void add(P pack, PackEntry entry) {
        addAll(pack, List.of(entry));
    }

    public synchronized void addAll(P pack, List<PackEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        reserve(entries.size());
        long place = (long) number(pack) << 32;
        for (PackEntry entry : entries) {
            if (!entry.isErased()) {
                entry.id().copyTo(digest.array(), 0);
                insert(key(), check(), place | entry.offset());
            }
        }
    }

    /** Makes room for so many more places at once. */
    public synchronized void reserve(long more) {
        long wanted = used + more;
        int count = rows.length / ROW;
        if (wanted <= count / 4L * 3) {
            return;
        }
        long larger = Math.max(count + count / 2L, wanted + wanted / 2);
        if (wanted > MOST_ROWS / 4 * 3) {
            throw new IllegalStateException(
                    "An index of packs holds at most " + MOST_ROWS / 4 * 3 + " objects");
        }
        resize((int) Math.min(MOST_ROWS, larger));
    }

    /** Forgets a pack that is gone. */
    public synchronized void remove(P pack) {
        int number = numbers.get(pack);
        if (number >= 0) {
            packs.set(number, null);
            numbers.set(pack, -1);
        }
    }

    /** Where an object lies, the newest place first. */
    public synchronized List<Place<P>> find(ContentId id) {
        id.copyTo(digest.array(), 0);
        long key = key();
        long check = check();
        List<Place<P>> found = List.of();
        for (int row = row(key); rows[row] != 0; row = next(row)) {
            P pack =
                    rows[row] == key && rows[row + 1] == check
                            ? packs.get((int) (rows[row + 2] >>> 32))
                            : null;
            if (pack != null) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(0, new Place<>(pack, rows[row + 2] & 0xffffffffL));
            }
        }
        return found;
    }

    private int number(P pack) {
        int known = numbers.get(pack);
        if (known >= 0) {
            return known;
        }
        packs.add(pack);
        numbers.set(pack, packs.size() - 1);
        return packs.size() - 1;
    }

    private void insert(long key, long check, long place) {
        int row = row(key);
        while (rows[row] != 0) {
            if (rows[row] == key && rows[row + 1] == check && rows[row + 2] == place) {
                return;
            }
            row = next(row);
        }
        rows[row] = key;
        rows[row + 1] = check;
        rows[row + 2] = place;
        used++;
    }

    /** Without the places in packs that are gone. */
    private void resize(int count) {
        long[] old = rows;
        rows = new long[ROW * count];
        used = 0;
        for (int row = 0; row < old.length; row += ROW) {
            if (old[row] != 0 && packs.get((int) (old[row + 2] >>> 32)) != null) {
                insert(old[row], old[row + 1], old[row + 2]);
            }
        }
    }

    /** Spreads the upper 32 bits of a key over the rows. */
    private int row(long key) {
        return ROW * (int) (((key >>> 32) * (rows.length / ROW)) >>> 32);
    }

    private int next(int row) {
        return row + ROW == rows.length ? 0 : row + ROW;
    }

    /** Digests are as good as random; zero marks an empty row. */
    private long key() {
        long key = digest.getLong(0);
        return key == 0 ? 1 : key;
    }

    private long check() {
        return digest.getLong(8);
    }

    /** The numbers that an index gives to packs. */
    public interface Numbers<P> {
        /** The number of a pack, -1 if it has none. */
        int get(P pack);

        /** Keeps the number of a pack; -1 takes it away. */
        void set(P pack, int number);
    }

    private static final class MappedNumbers<P> implements Numbers<P> {
        private final Map<P, Integer> numbers = new HashMap<>();

        @Override
        public int get(P pack) {
            return numbers.getOrDefault(pack, -1);
        }

        @Override
        public void set(P pack, int number) {
            if (number < 0) {
                numbers.remove(pack);
            } else {
                numbers.put(pack, number);
            }
        }
    }

    /** A record that holds the object, or did. */
    public record Place<P>(P pack, long offset) {}
}
