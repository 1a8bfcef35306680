// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import org.apache.flink.table.client.SqlClient;

/** Flink's own SQL client, and the end of the {@link EmbeddedCluster} when it ends. */
public final class SqlShell {
    private SqlShell() {}

    public static void main(String[] arguments) {
        try {
            SqlClient.main(arguments);
        } finally {
            EmbeddedCluster.OF_PROCESS.close();
        }
    }
}
