// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.colour;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.functions.testkit.FunctionFamilyContract;
import io.multimodal.store.testkit.JobProcess;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The functions keep the promises of all functions; and the function in SQL, on the class path and
 * from the jar of a job.
 */
class ColourFunctionsITCase extends FunctionFamilyContract {
    @TempDir private Path store;

    @Override
    protected FunctionFamily family() {
        return new ColourFunctions();
    }

    @Test
    void returnsTheColourOfTheLargestArea() throws Exception {
        assertThat(Query.run(store.toUri().toString(), new Configuration()))
                .isEqualTo(Row.of("#e6140a", "#0c22c8", null));
    }

    /** The class path of the process has everything but this example. */
    @Test
    void worksFromTheJarOfAJob() throws Exception {
        assertThat(JobProcess.run(ColourFunctions.class, Job.class, store.toUri().toString()))
                .contains("on the class path: no")
                .contains("+I[#e6140a, #0c22c8, null]");
    }
}
