// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the decoder takes, it takes in one form only; everything else is a typed error. */
class ReferenceFuzzTest {
    private static final int ROUNDS = 100_000;

    private final Random random = new Random(20261121);
    private final List<byte[]> seeds =
            References.examples().values().stream().map(ObjectRef::toBytes).toList();

    @Test
    void refusesDamagedBytesOrReadsThemInTheirOnlyForm() {
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] hostile = mutate(seeds.get(random.nextInt(seeds.size())));
            try {
                checkOnlyForm(hostile, ObjectRef.fromBytes(hostile).toBytes());
                taken++;
            } catch (InvalidReferenceException e) {
                checkMessage(e);
            }
        }
        assertThat(taken).isBetween(1000, ROUNDS - 1000);
    }

    @Test
    void refusesNoise() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] hostile = new byte[random.nextInt(64)];
            random.nextBytes(hostile);
            try {
                checkOnlyForm(hostile, ObjectRef.fromBytes(hostile).toBytes());
            } catch (InvalidReferenceException e) {
                checkMessage(e);
            }
        }
    }

    @Test
    void refusesDamagedTextOrReadsItInItsOnlyForm() {
        List<String> texts =
                References.examples().values().stream().map(ObjectRef::toText).toList();
        for (int round = 0; round < ROUNDS / 3; round++) {
            byte[] seed = texts.get(random.nextInt(texts.size())).getBytes(StandardCharsets.UTF_8);
            String hostile = new String(mutate(seed), StandardCharsets.UTF_8);
            try {
                String again = ObjectRef.fromText(hostile).toText();
                checkOnlyForm(
                        hostile.getBytes(StandardCharsets.UTF_8),
                        again.getBytes(StandardCharsets.UTF_8));
            } catch (InvalidReferenceException e) {
                checkMessage(e);
            }
        }
    }

    @Test
    void allocatesNothingForLengthsThatAreOnlyClaimed() {
        // An inline reference that claims a mebibyte less 8 KiB and brings three bytes.
        byte[] hostile = {1, 0, (byte) 0x80, (byte) 0xc0, 0x3f, 1, 2, 3};
        long before = allocatedBytes();
        for (int i = 0; i < 1000; i++) {
            try {
                throw new AssertionError(ObjectRef.fromBytes(hostile));
            } catch (InvalidReferenceException e) {
                assertThat(e.getMessage().length()).isPositive();
            }
        }
        assertThat(allocatedBytes() - before).isLessThan(100L << 20);
    }

    private static void checkOnlyForm(byte[] hostile, byte[] again) {
        if (!Arrays.equals(hostile, again)) {
            assertThat(again).isEqualTo(hostile);
        }
    }

    private static void checkMessage(InvalidReferenceException e) {
        if (e.getMessage().isBlank() || e.getMessage().contains("null")) {
            throw new AssertionError("A refusal without a reason", e);
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private byte[] mutate(byte[] seed) {
        byte[] out = seed.clone();
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = out.length == 0 ? 0 : random.nextInt(out.length);
            switch (random.nextInt(4)) {
                case 0 -> out = Arrays.copyOf(out, at);
                case 1 -> out = Arrays.copyOf(out, out.length + random.nextInt(3));
                case 2 -> {
                    if (out.length > 0) {
                        out[at] = (byte) random.nextInt(256);
                    }
                }
                default -> {
                    if (out.length > 0) {
                        out[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
            }
        }
        return out;
    }
}
