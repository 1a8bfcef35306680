// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import java.util.function.Predicate;
import org.apache.flink.table.api.ValidationException;

/**
 * What lies beside the planner jar in a distribution's {@code lib/}. Flink names mistakes there by
 * classes that nobody knows, or as ambiguous factories.
 */
final class LibFolder {
    private static final String LOADER =
            "org.apache.flink.table.planner.loader.DelegatePlannerFactory";
    private static final String TYPES = "io.multimodal.types.MultimodalTypes";

    private LibFolder() {}

    /**
     * Checks that Flink's planner loader is gone and the SQL jar is there.
     *
     * @throws ValidationException in one sentence with the remedy
     */
    static void check(ClassLoader classes) {
        check(name -> classes.getResource(name.replace('.', '/') + ".class") != null);
    }

    /**
     * @param present whether there is a class of this name
     */
    static void check(Predicate<String> present) {
        if (present.test(LOADER)) {
            throw new ValidationException(
                    "There are two planners on the class path: flink-table-planner-loader and flink-table-planner-multimodal, which takes its place; remove flink-table-planner-loader-"
                            + FlinkVersion.MADE_FOR
                            + ".jar from lib/, then restart the SQL client, the gateway and the cluster");
        }
        if (!present.test(TYPES)) {
            throw new ValidationException(
                    "The planner jar flink-table-planner-multimodal needs the SQL jar, which is not on its class path; put flink-sql-multimodal-*.jar into lib/ beside it (ADD JAR is too late for it), then restart the SQL client, the gateway and the cluster");
        }
    }
}
