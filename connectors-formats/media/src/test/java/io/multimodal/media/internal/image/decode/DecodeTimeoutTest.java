// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTimeoutTest {
    private static final int MEMORY = 1000;
    private final DecodeMemory memory = new DecodeMemory(MEMORY);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesWhatIsDecodedInTime(boolean mayTakeLong) throws IOException {
        Raster decoded = Raster.allocate(1, 1);
        assertThat(
                        new DecodeTimeout(60_000)
                                .within(mayTakeLong, memory.admit(MEMORY), () -> decoded))
                .isSameAs(decoded);
        memory.admit(MEMORY).close();
        decoded.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handsTheFailureOfADecoderOn(boolean mayTakeLong) throws IOException {
        DecodeMemory.Share share = memory.admit(MEMORY);
        assertThatThrownBy(
                        () ->
                                new DecodeTimeout(60_000)
                                        .within(
                                                mayTakeLong,
                                                share,
                                                () -> {
                                                    throw new MediaException(
                                                            ErrorCode.CORRUPT, "broken");
                                                }))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        memory.admit(MEMORY).close();
    }

    @Test
    void goesOnWithoutADecoderThatTakesTooLongAndKeepsItsMemoryUntilItEnds() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        Raster late = Raster.allocate(1, 1);
        DecodeMemory.Share share = memory.admit(MEMORY);

        assertThatThrownBy(
                        () ->
                                new DecodeTimeout(1)
                                        .within(
                                                true,
                                                share,
                                                () -> {
                                                    awaited(stuck);
                                                    return late;
                                                }))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT))
                .hasMessageContaining("multimodal.limits.decode-time");
        assertThat(late.retain()).as("still the decoder's").isTrue();
        late.close();
        stuck.countDown();

        memory.admit(MEMORY).close();
        assertThat(late.retain()).as("freed with the memory").isFalse();
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
