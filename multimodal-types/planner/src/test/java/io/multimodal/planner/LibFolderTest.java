// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

/** With the classes of Flink's own jars; a real distribution is tried by tests/distribution/run. */
class LibFolderTest {
    @Test
    void isRightAsItIsHere() {
        assertThatCode(() -> LibFolder.check(LibFolder.class.getClassLoader()))
                .doesNotThrowAnyException();
    }

    @Test
    void saysThatTheLoaderIsStillThere() {
        assertThatThrownBy(() -> LibFolder.check(name -> true))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(
                        "remove flink-table-planner-loader-" + FlinkVersion.MADE_FOR, "restart");
    }

    @Test
    void saysThatTheSqlJarIsMissing() {
        assertThatThrownBy(() -> LibFolder.check(ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll("flink-sql-multimodal-*.jar", "lib/", "ADD JAR");
    }
}
