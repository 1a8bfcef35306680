// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.colour;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** A program that submits a query with the example in its jar, as {@code flink run} starts it. */
public final class Job {
    private Job() {}

    /**
     * Prints the row of {@link Query}.
     *
     * @param args the URL of the jar, the URI of a store
     */
    public static void main(String[] args) throws Exception {
        boolean there = Job.class.getResource("/org/example/colour/ColourFunctions.class") != null;
        System.out.println("on the class path: " + (there ? "yes" : "no"));
        try (URLClassLoader jar =
                new URLClassLoader(new URL[] {new URL(args[0])}, Job.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(jar);
            Configuration configuration = new Configuration();
            configuration.set(PipelineOptions.JARS, List.of(args[0]));
            System.out.println(Query.run(args[1], configuration));
        }
    }
}
