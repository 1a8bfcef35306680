// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/sql} starts ahead of the first job. */
class SqlShellTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "SHOW MODULES;, false",
        "DESCRIBE selected;, false",
        "SELECT 1;, true",
        "insert into t values (1);, true",
        "'EXECUTE STATEMENT SET BEGIN END;', true"
    })
    void aClusterStartsAheadForAScriptWithAQuery(String script, boolean query) throws IOException {
        String file = Files.writeString(folder.resolve("s.sql"), script).toString();

        assertThat(SqlShell.runsAQuery("embedded", "-i", "init.sql", "-f", file)).isEqualTo(query);
        assertThat(SqlShell.runsAQuery("embedded", "--file", file)).isEqualTo(query);
        assertThat(SqlShell.runsAQuery("embedded", "-f", file, "-Dk=v")).isFalse();
        assertThat(SqlShell.runsAQuery("embedded", "-i", file)).isFalse();
        assertThat(SqlShell.runsAQuery("embedded", "-f", file + ".none")).isFalse();
        assertThat(SqlShell.runsAQuery("embedded", "-f")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execution.runtime-mode",
                "multimodal.stores.main.uri",
                "pipeline.name",
                "table.dml-sync",
                "$internal.deployment.config-dir"
            })
    void theFirstJobTakesTheClusterThatStartedAheadWhateverItsOwnOptionsAre(String key) {
        assertThat(agreesWith(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taskmanager.numberOfTaskSlots",
                "taskmanager.memory.network.max",
                "execution.checkpointing.dir",
                "execution.batch.adaptive.auto-parallelism.max-parallelism",
                "parallelism.default",
                "rest.port",
                "restart-strategy.type"
            })
    void anOptionThatAClusterReadsStartsAnotherCluster(String key) {
        assertThat(agreesWith(key)).isFalse();
    }

    private static boolean agreesWith(String key) {
        Configuration expected = new Configuration();
        expected.setString("taskmanager.numberOfTaskSlots", "8");
        Configuration job = new Configuration(expected);
        job.setString(key, "7");
        return ClusterOptions.same(ClusterOptions.of(expected), ClusterOptions.of(job));
    }

    @Test
    void theRpcSystemComesFromTheClassPathThatJavaArchives() throws Exception {
        try (RpcSystem system = RpcSystem.load()) {
            assertThat(system.getClass().getClassLoader())
                    .isSameAs(SqlShell.class.getClassLoader());
            assertThat(system.getClass().getSimpleName()).isEqualTo("PekkoRpcSystem");
        }
    }
}
