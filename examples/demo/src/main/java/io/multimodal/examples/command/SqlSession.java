// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

import io.multimodal.planner.MultimodalSql;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** A table environment in which a script runs as in {@code bin/sql}. */
public final class SqlSession {
    private SqlSession() {}

    /**
     * A new one with the types and functions of this project.
     *
     * @param settings batch or streaming; takes the configuration
     */
    public static TableEnvironment open(
            EnvironmentSettings.Builder settings, Configuration configuration) {
        TableEnvironment env =
                TableEnvironment.create(settings.withConfiguration(configuration).build());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        return env;
    }
}
