// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.testkit.OnnxModels;
import io.multimodal.store.testkit.JobProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The task and the provider in SQL, on the class path and from the jar of a job. */
class EmbeddingITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir private Path folder;

    @Test
    void givesVectorsOfLengthOneAndMeanColours() throws Exception {
        Row row = Query.run(folder, new Configuration());

        assertClose(row.getField(0), expectedEmbedding());
        assertClose(row.getField(1), 230, 20, 10);
    }

    /** The class path of the process has everything but this example. */
    @Test
    void worksFromTheJarOfAJob() throws Exception {
        String printed = JobProcess.run(EmbeddingTask.class, Job.class, folder.toString());

        assertThat(printed).contains("on the class path: no");
        String row = printed.substring(printed.indexOf("+I["));
        double[] numbers =
                Arrays.stream(row.replaceAll("[^-0-9.E,]", "").split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        assertThat(Arrays.copyOf(numbers, 3)).containsExactly(expectedEmbedding(), within(1e-5));
        assertThat(Arrays.copyOfRange(numbers, 3, 6))
                .containsExactly(new double[] {230, 20, 10}, within(1e-3));
    }

    /** What ONNX Runtime's Python package says of the same colour, scaled to length 1. */
    private static double[] expectedEmbedding() throws Exception {
        byte[] csv = OnnxModels.class.getResourceAsStream("/onnx/expected.csv").readAllBytes();
        double[] logits =
                new String(csv, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("logits,y,"))
                        .flatMap(line -> Stream.of(line.split(",")).skip(2))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        double length = Math.sqrt(Arrays.stream(logits).map(x -> x * x).sum());
        return Arrays.stream(logits).map(x -> x / length).toArray();
    }

    private static void assertClose(Object array, double... expected) {
        double[] values =
                Arrays.stream((Object[]) array)
                        .mapToDouble(x -> ((Number) x).doubleValue())
                        .toArray();
        assertThat(values).containsExactly(expected, within(1e-3));
    }
}
