// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Random;

/** What a decoder of programs does with programs of which a few bits are flipped. */
final class FlippedBits {
    private FlippedBits() {}

    /** Decodes a program and encodes it again. */
    interface RoundTrip {
        byte[] of(byte[] program) throws MediaException;
    }

    /** Checks that each is another program, which encodes to its bytes, or is refused. */
    static void giveAnotherProgramOrARefusal(byte[] program, RoundTrip roundTrip) {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] flipped = program.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(roundTrip.of(flipped)).isEqualTo(flipped);
                read++;
            } catch (MediaException e) {
                assertThat(e.code()).isIn(ErrorCode.CORRUPT, ErrorCode.REFUSED);
            }
        }
        assertThat(read).as("the loop also meets programs that can be read").isPositive();
    }
}
