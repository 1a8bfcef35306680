// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EpochsTest {
    @Test
    void aListingThatSawLessDoesNotTurnThePresentBack() throws Exception {
        AtomicReference<Epochs> epochs = new AtomicReference<>();
        Epochs.Names slow =
                new Epochs.Names() {
                    private boolean first = true;

                    @Override
                    public List<String> list() throws io.multimodal.store.error.StoreException {
                        if (first) {
                            first = false;
                            // While this listing is under way, another one sees a new epoch.
                            epochs.get().list();
                            return List.of("1");
                        }
                        return List.of("1", "2", WriterLease.MARKER, "x");
                    }
                };
        epochs.set(new Epochs(slow, Duration.ofHours(1)));
        epochs.get().list();
        assertThat(epochs.get().known()).containsExactly(2, 1);
        assertThat(epochs.get().present()).isEqualTo(2);
        assertThat(epochs.get().areLeased()).isTrue();
    }
}
