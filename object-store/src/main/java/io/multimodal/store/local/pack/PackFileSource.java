// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** The file of a pack, read by a {@link PackReader} or from a copy of it in memory. */
class PackFileSource implements PackSource {
    private final PackReader reader;
    private final Pack pack;

    PackFileSource(PackReader reader, Pack pack) {
        this.reader = reader;
        this.pack = pack;
    }

    /** The same pack as it is now, read into memory whole. */
    PackFileSource inMemory(int sizeBytes) throws StoreException {
        byte[] bytes = reader.read(pack, 0, sizeBytes).orElse(new byte[0]);
        return new PackFileSource(reader, pack) {
            @Override
            public Optional<byte[]> read(long offset, int length) {
                int from = (int) Math.min(offset, bytes.length);
                int to = (int) Math.min(offset + length, bytes.length);
                return Optional.of(Arrays.copyOfRange(bytes, from, to));
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    @Override
    public long epoch() {
        return pack.epoch();
    }

    @Override
    public boolean sealed() {
        return pack.sealed();
    }

    @Override
    public String place() {
        return "packs/" + pack.epoch() + "/" + pack.file().getFileName();
    }

    @Override
    public Optional<byte[]> read(long offset, int length) throws StoreException {
        return reader.read(pack, offset, length);
    }

    @Override
    public OptionalLong size() throws StoreException {
        return reader.size(pack);
    }
}
