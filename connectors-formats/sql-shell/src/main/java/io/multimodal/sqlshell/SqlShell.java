// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.table.client.SqlClient;

/**
 * Flink's own SQL client, and the end of the {@link EmbeddedCluster} when it ends. Where it runs a
 * script with a query, the cluster starts while the client starts and plans.
 */
public final class SqlShell {
    private static final Pattern QUERY =
            Pattern.compile("\\b(SELECT|INSERT|EXECUTE|VALUES)\\b", Pattern.CASE_INSENSITIVE);

    private SqlShell() {}

    public static void main(String[] arguments) {
        try {
            if (runsAQuery(arguments)) {
                EmbeddedCluster.OF_PROCESS.startAhead(GlobalConfiguration::loadConfiguration);
            }
            SqlClient.main(arguments);
        } finally {
            EmbeddedCluster.OF_PROCESS.close();
        }
        // Threads of Netty would wait for a second before they end, and the process with them.
        System.exit(0);
    }

    /** Whether there is a script with a query, and no option that a cluster might read. */
    static boolean runsAQuery(String... arguments) {
        List<String> all = List.of(arguments);
        int file = Math.max(all.indexOf("-f"), all.indexOf("--file")) + 1;
        if (file == 0
                || file == all.size()
                || all.stream().anyMatch(argument -> argument.startsWith("-D"))) {
            return false;
        }
        try {
            return QUERY.matcher(Files.readString(Path.of(all.get(file)))).find();
        } catch (IOException | IllegalArgumentException e) {
            // The client reads the script itself, and says what is wrong with it.
            return false;
        }
    }
}
