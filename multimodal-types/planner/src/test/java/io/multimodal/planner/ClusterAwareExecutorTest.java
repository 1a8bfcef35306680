// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.table.api.TableException;
import org.junit.jupiter.api.Test;

/** With what a cluster answered; a real one is tried by tests/distribution/run. */
class ClusterAwareExecutorTest {
    @Test
    void saysWhatToDoWhereTheClusterLacksAClassOfOurs() {
        for (Exception failure :
                new Exception[] {
                    new IllegalStateException(
                            "[Internal server error., <Exception on server side:\n\t... 37 more\nCaused by: java.lang.ClassNotFoundException: io.multimodal.connectors.media.source.FolderSource\n\tat java.base"),
                    new IllegalStateException(
                            new ClassNotFoundException(
                                    "io.multimodal.connectors.media.source.FolderSource")),
                    new IllegalStateException(
                            new NoClassDefFoundError(
                                    "io/multimodal/connectors/media/source/FolderSource"))
                }) {
            assertThat(ClusterAwareExecutor.explained(new Exception("Failed to execute", failure)))
                    .isInstanceOf(TableException.class)
                    .hasNoCause()
                    .hasMessageContainingAll(
                            "(io.multimodal.connectors.media.source.FolderSource)",
                            "flink-sql-multimodal-*.jar",
                            "restart the cluster");
        }
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        Exception failure =
                new IllegalStateException(new ClassNotFoundException("com.example.Mine"));
        assertThat(ClusterAwareExecutor.explained(failure)).isSameAs(failure);
    }
}
