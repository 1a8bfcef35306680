// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told who calls a function with what it does not take. */
class WrongArgumentsTest {
    private TableEnvironment env;

    @BeforeEach
    void open() {
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAGE_RESIZE('a.jpg', 224, 224) -> Cannot call IMAGE_RESIZE with (CHAR(5) NOT NULL, INT NOT NULL, INT NOT NULL): it is IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING]); IMAGE_FROM_URI makes one of a URI",
                "TRY_IMAGE_RESIZE(X'ff', 1, 1) -> Cannot call TRY_IMAGE_RESIZE with (BINARY(1) NOT NULL, INT NOT NULL, INT NOT NULL): it is IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING]); TO_IMAGE makes one of bytes",
                "IMAGE_RESIZE(IMAGE_FROM_URI('a'), 'x', 1) -> Cannot call IMAGE_RESIZE with (IMAGE, CHAR(1) NOT NULL, INT NOT NULL): it is IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING])",
                "MEDIA_ERROR('a') -> Cannot call MEDIA_ERROR with (CHAR(1) NOT NULL): it is MEDIA_ERROR(x IMAGE | AUDIO | VIDEO | TENSOR | FILE); FILE_FROM_URI makes one of a URI"
            })
    void saysWhatWasGivenWhatIsTakenAndWhatMakesIt(String line) {
        String[] callAndMessage = line.split(" -> ", 2);

        assertThatThrownBy(() -> env.explainSql("SELECT " + callAndMessage[0]))
                .rootCause()
                .hasMessage(callAndMessage[1]);
    }

    @Test
    void namesTheClassesWhereFlinkComparesTheTypes() {
        assertThatThrownBy(() -> env.explainSql("SELECT IMAGE_BLUR(AUDIO_FROM_URI('a'), 1)"))
                .rootCause()
                .hasMessageContaining("io.multimodal.types.Image")
                .hasMessageContaining("io.multimodal.types.Audio");
    }
}
