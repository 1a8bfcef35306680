// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.internal.pack.PackSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** A pack that was read into memory whole. */
@SuppressWarnings("ArrayRecordComponent") // Megabytes: neither copied nor compared.
record BytesSource(PackSource pack, byte[] bytes) implements PackSource {
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
        return pack.place();
    }

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
}
