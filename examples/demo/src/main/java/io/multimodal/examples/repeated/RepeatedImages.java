// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.repeated;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Tells which images of a folder are the same, whatever their files are called. */
public final class RepeatedImages {
    private RepeatedImages() {}

    /**
     * Prints a line for each image that was there before.
     *
     * @param arguments a folder, and the URI of a store such as {@code file:///tmp/store}
     */
    public static void main(String... arguments) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        repeated(env, files(Path.of(arguments[0])), arguments[1]).print();
        env.execute("Repeated images");
    }

    /** Only references flow: the images lie in the store, and equal ones have equal references. */
    static DataStream<String> repeated(
            StreamExecutionEnvironment env, List<String> files, String store) {
        return env.fromData(files)
                .map(new PutImage(store))
                .keyBy(named -> named.image)
                .process(new NameOfFirst());
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        }
    }
}
