// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Puts an object whose length it does not tell, and reads it back whole and at its end. */
final class LargeObjectProcess {
    private LargeObjectProcess() {}

    public static void main(String[] args) throws Exception {
        long bytes = Long.parseLong(args[1]);
        try (ObjectStore store = Stores.open(URI.create(args[0]))) {
            Payload payload = () -> new Noise(bytes);
            StoredRef ref = (StoredRef) store.put(payload).toCompletableFuture().join();
            long read = 0;
            MessageDigest digest = ContentId.newDigest();
            byte[] chunk = new byte[1 << 16];
            byte[] last = new byte[0];
            try (InputStream in = store.open(ref).stream()) {
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    digest.update(chunk, 0, count);
                    read += count;
                    last = Arrays.copyOf(chunk, count);
                }
            }
            boolean same =
                    read == bytes
                            && ContentId.of(digest.digest()).equals(ref.id())
                            && last[last.length - 1] == store.open(ref).read(bytes - 1, 1)[0];
            System.out.println((same ? "put and read back " : "lost some of ") + read + " bytes");
        }
        System.exit(0);
    }

    /** Bytes that look like chance and are the same each time. */
    private static final class Noise extends InputStream {
        private final SplittableRandom random = new SplittableRandom(7);
        private long left;

        Noise(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            byte[] noise = new byte[count];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, target, offset, count);
            left -= count;
            return count;
        }
    }
}
