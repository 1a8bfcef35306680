// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

class MultimodalModuleFactoryTest {
    @Test
    void isNotLoadedWhereThePlannerIsFlinksOwn() {
        assertThatThrownBy(
                        () ->
                                MultimodalModuleFactory.checkPlanner(
                                        ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(
                        "flink-table-planner-multimodal",
                        "flink-table-planner-loader",
                        "lib/",
                        "ADD JAR",
                        "restart");
    }

    @Test
    void isLoadedWhereThePlannerKnowsTheWords() {
        assertThatCode(
                        () ->
                                MultimodalModuleFactory.checkPlanner(
                                        MultimodalModuleFactory.class.getClassLoader()))
                .doesNotThrowAnyException();
    }
}
