// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The classes of the tests with our planner jar in the place of Flink's planner. Flink looks for
 * planners in the context of the thread.
 */
final class PlannerJarClasses extends ClassLoader {
    private static final String FACTORIES =
            "META-INF/services/org.apache.flink.table.factories.Factory";

    PlannerJarClasses() {
        super(PlannerJarClasses.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (!name.equals(FACTORIES)) {
            return super.getResources(name);
        }
        Path ours =
                Path.of("../../multimodal-types/planner-jar/src/main/resources").resolve(FACTORIES);
        if (!Files.exists(ours)) {
            throw new IOException("No file " + ours.toAbsolutePath());
        }
        List<URL> found = Collections.list(super.getResources(name));
        found.removeIf(url -> url.toString().contains("flink-table-planner"));
        found.add(ours.toUri().toURL());
        return Collections.enumeration(found);
    }
}
