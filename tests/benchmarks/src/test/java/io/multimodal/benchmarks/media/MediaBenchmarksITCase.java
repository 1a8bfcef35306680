// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaBenchmarksITCase {
    @Test
    void decodesToTensors() {
        assertThatCode(() -> DecodeToTensor.main(new String[] {"0.05"})).doesNotThrowAnyException();
    }

    @Test
    void probesHeaders() {
        assertThatCode(() -> ProbeHeaders.main(new String[] {"0.05"})).doesNotThrowAnyException();
    }

    @Test
    void writesFiles(@TempDir Path folder) {
        assertThatCode(() -> WriteFiles.main(new String[] {folder.toString(), "10", "1"}))
                .doesNotThrowAnyException();
    }

    @Test
    void decodesThroughSql() {
        assertThatCode(() -> DecodeThroughSql.main(new String[] {"6", "1"}))
                .doesNotThrowAnyException();
    }
}
