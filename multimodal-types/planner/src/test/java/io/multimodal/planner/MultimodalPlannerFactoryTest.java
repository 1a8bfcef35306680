// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

class MultimodalPlannerFactoryTest {
    @Test
    void isMadeForTheFlinkThatItIsBuiltAgainst() {
        assertThat(FlinkVersion.MADE_FOR).isEqualTo(EnvironmentInformation.getVersion());
        assertThatCode(() -> MultimodalPlannerFactory.checkVersion(FlinkVersion.MADE_FOR))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherFlinkInOneSentence() {
        assertThatThrownBy(() -> MultimodalPlannerFactory.checkVersion("2.4.1"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(FlinkVersion.MADE_FOR, "2.4.1", "lib/");
    }
}
