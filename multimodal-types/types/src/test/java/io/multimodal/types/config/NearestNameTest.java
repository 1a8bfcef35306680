// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> COLUMNS = List.of("camera", "taken_at", "img");

    @Test
    void takesTheNameOfFewestEditsWithoutRegardToCase() {
        assertThat(NearestName.of("Camra", COLUMNS)).contains("camera");
        assertThat(NearestName.of("takenat", COLUMNS)).contains("taken_at");
        assertThat(NearestName.of("gim", COLUMNS)).contains("img");
    }

    @Test
    void findsNoneThatDiffersByMoreThanTwoEdits() {
        assertThat(NearestName.of("quality", COLUMNS)).isEmpty();
        assertThat(NearestName.nearest("imagine", COLUMNS)).contains("img");
        assertThat(NearestName.nearest("camera", List.of())).isEmpty();
    }
}
