// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** A program that submits a query with the example in its jar, as {@code flink run} starts it. */
public final class Job {
    private Job() {}

    /**
     * Prints the row of {@link Query}.
     *
     * @param args the URL of the jar, a folder
     */
    public static void main(String[] args) throws Exception {
        boolean there = Job.class.getResource("/org/example/embedding/MeanColour.class") != null;
        System.out.println("on the class path: " + (there ? "yes" : "no"));
        try (URLClassLoader jar =
                new URLClassLoader(new URL[] {new URL(args[0])}, Job.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(jar);
            Configuration configuration = new Configuration();
            configuration.set(PipelineOptions.JARS, List.of(args[0]));
            System.out.println(Query.run(Path.of(args[1]), configuration));
        }
    }
}
