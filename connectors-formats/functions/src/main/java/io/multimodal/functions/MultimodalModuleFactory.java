// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** Finds {@code LOAD MODULE multimodal}. */
@Internal
public final class MultimodalModuleFactory extends OptionlessFactory implements ModuleFactory {
    private static final String PLANNER = "io/multimodal/planner/MultimodalPlannerFactory.class";

    /**
     * The module.
     *
     * @throws ValidationException if the planner cannot know the words, as Flink's own would accept
     *     the module and refuse {@code IMAGE} later, without a remedy
     */
    @Override
    public Module createModule(Context context) {
        checkPlanner(context.getClassLoader());
        return new MultimodalModule(context.getClassLoader());
    }

    static void checkPlanner(ClassLoader classes) {
        if (classes.getResource(PLANNER) == null) {
            throw new ValidationException(
                    "Cannot load the module 'multimodal': the planner is Flink's own, which does not know the types IMAGE, AUDIO, VIDEO, TENSOR and FILE. In a distribution, put flink-table-planner-multimodal-*.jar and flink-sql-multimodal-*.jar into lib/ (not by ADD JAR), remove flink-table-planner-loader-*.jar, and restart the SQL client, the gateway and the cluster; in a program, depend on multimodal-planner and call MultimodalSql.install(env)");
        }
    }
}
