// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.internal.RecordFrame;
import io.multimodal.store.ref.ContentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionSpacesTest {
    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "7f", "80", "ff"})
    void namesTheModel(String octet) {
        for (String hex : new String[] {octet.repeat(32), octet + "00".repeat(31)}) {
            ContentId model = ContentId.ofHex(hex);
            String space = PredictionSpaces.of(model);
            assertThat(RecordFrame.isSpace(space)).isTrue();
            assertThat(PredictionSpaces.model(space)).contains(model);
        }
    }

    /** A name that stores have: it never changes. */
    @Test
    void isWhatStoresHave() {
        assertThat(PredictionSpaces.of(ContentId.hash("model")))
                .isEqualTo("predictions-14riohoetbeltjcs7hqc5cubccvosbpfllsp4k50us6maarbg9f4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predictions", "predictions-", "video-indexes", "predictions-0"})
    void knowsOtherSpaces(String space) {
        assertThat(PredictionSpaces.model(space)).isEmpty();
    }

    @Test
    void refusesNumbersThatAreNoDigest() {
        assertThat(PredictionSpaces.model("predictions-" + "v".repeat(52))).isEmpty();
    }
}
