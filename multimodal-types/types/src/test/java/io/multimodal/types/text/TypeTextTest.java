// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTextTest {
    private static final ClassLoader CLASSES = TypeTextTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAGE",
                "IMAGE NOT NULL",
                "IMAGE('RGB', 5, 6)",
                "TENSOR('float32', 3, -1) NOT NULL",
                "ARRAY<AUDIO(16000, 1) NOT NULL>",
                "MAP<VARCHAR(5), ROW<`IMAGE` INT 'an ''IMAGE''', `a``IMAGE` VIDEO>>",
                "ROW<`f` FILE, `g` ARRAY<TENSOR>> NOT NULL",
                "STRUCTURED<'a.b.IMAGE', `x` FILE>",
                "TIMESTAMP(3) WITH LOCAL TIME ZONE"
            })
    void readsWhatItPrints(String text) {
        LogicalType type = TypeText.parse(text, CLASSES);
        assertThat(TypeText.print(type, LogicalType::asSerializableString)).isEqualTo(text);
    }

    @Test
    void keepsParametersAndNullability() {
        DataType tensor = MultimodalTypes.tensor(DType.FLOAT32, 3, -1).notNull();
        LogicalType nested =
                DataTypes.ROW(
                                DataTypes.FIELD("t", tensor),
                                DataTypes.FIELD("i", MultimodalTypes.image("RGB")))
                        .getLogicalType();
        String text = TypeText.print(nested, LogicalType::asSerializableString);
        assertThat(TypeText.parse(text, CLASSES)).isEqualTo(nested);
    }

    /** A type RAW holds its serializer, which may be long. */
    @Test
    void readsLongTexts() {
        String text = "STRUCTURED<'a.b.C', `x` INT '" + "a".repeat(50_000) + "', `f` FILE>";
        LogicalType type = TypeText.parse(text, CLASSES);
        assertThat(TypeText.print(type, LogicalType::asSerializableString)).endsWith("`f` FILE>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAGE('no mode', x)", "TENSOR('float33')", "IMAGE IMAGE", "ARRAY<"})
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> TypeText.parse(text, CLASSES))
                .isInstanceOf(ValidationException.class);
    }
}
