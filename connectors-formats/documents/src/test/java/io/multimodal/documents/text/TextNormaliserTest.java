// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextNormaliserTest {
    @Test
    void bringsWhatReadsTheSameToOneForm() {
        assertThat(TextNormaliser.normalise("\uFEFFof\uFB01ce\u00A0 hours\u00AD\t\uFF11"))
                .isEqualTo("office hours 1");
        assertThat(TextNormaliser.normalise("e\u0301")).isEqualTo("\u00E9");
    }

    @Test
    void keepsLinesAndAtMostOneEmptyOne() {
        assertThat(TextNormaliser.normalise(" a \r\n b\f\n\n\u2028 c\u0000\n"))
                .isEqualTo("a\nb\n\nc");
    }

    @Test
    void changesNothingASecondTime() {
        String once = TextNormaliser.normalise("x \u00BD\r\r\r y\u200B  z");
        assertThat(TextNormaliser.normalise(once)).isEqualTo(once);
    }
}
