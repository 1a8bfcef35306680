// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalTypes;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredValueTest {
    private static final DataType IMAGE = MultimodalTypes.image();
    private static final DataType SMALL = MultimodalTypes.image("RGB", 2, 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAGE('RGB')",
                "TENSOR('float32', 3, -1)",
                "AUDIO(-1, 2)",
                "ARRAY<IMAGE('I;16', 2, 2)>",
                "MAP<-, ARRAY<AUDIO(16000)>>",
                "MAP<IMAGE('L'), ->",
                "ROW<-, -, ROW<IMAGE('RGB')>, MAP<-, TENSOR('uint8')>>"
            })
    void isReadFromItsText(String text) {
        assertThat(DeclaredValue.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "IMAGE(",
                "IMAGE('RGB'",
                "HOLOGRAM",
                "image",
                "ARRAY<>",
                "ARRAY<IMAGE",
                "ARRAY<IMAGE, IMAGE>",
                "MAP<IMAGE>",
                "ROW<>",
                "ROW<-, >",
                "--",
                "IMAGE('RGB')>"
            })
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> DeclaredValue.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void needsNoCheckWhereTheTypesSettleIt() {
        assertThat(DeclaredValue.needed(IMAGE.getLogicalType(), IMAGE.notNull().getLogicalType()))
                .isEmpty();
        assertThat(needed(SMALL, SMALL)).isEmpty();
        assertThat(needed(SMALL, IMAGE)).isEmpty();
        assertThat(needed(DataTypes.ARRAY(SMALL), DataTypes.ARRAY(SMALL.notNull()))).isEmpty();
        assertThat(needed(DataTypes.INT(), DataTypes.STRING())).isEmpty();
    }

    @Test
    void needsACheckWhereTheSourceLeavesOpenWhatTheTargetFixes() {
        assertThat(
                        needed(
                                DataTypes.ROW(
                                        DataTypes.INT(),
                                        SMALL,
                                        DataTypes.MAP(DataTypes.STRING(), IMAGE),
                                        DataTypes.MULTISET(IMAGE)),
                                DataTypes.ROW(
                                        DataTypes.INT(),
                                        SMALL,
                                        DataTypes.MAP(DataTypes.STRING(), SMALL),
                                        DataTypes.MULTISET(SMALL))))
                .get()
                .hasToString("ROW<-, -, MAP<-, IMAGE('RGB', 2, 2)>, MAP<IMAGE('RGB', 2, 2), ->>");
        assertThat(needed(DataTypes.NULL(), DataTypes.ARRAY(SMALL)))
                .get()
                .hasToString("ARRAY<IMAGE('RGB', 2, 2)>");
    }

    @Test
    void findsTheOneThatIsNotWhatWasDeclared() {
        DeclaredValue declared = DeclaredValue.parse("ROW<-, ARRAY<IMAGE('RGB', 2, 2)>>");
        assertThat(declared.mismatch(GenericRowData.of(1, array(2, 2)))).isEmpty();
        assertThat(declared.mismatch(GenericRowData.of(1, null))).isEmpty();
        assertThat(declared.mismatch(null)).isEmpty();
        assertThat(declared.mismatch(GenericRowData.of(1, array(2, 3, 2))))
                .get()
                .asString()
                .contains("width", "is 3", "IMAGE('RGB', 2, 2)");
    }

    private static GenericArrayData array(int... widths) {
        Object[] images = new Object[widths.length + 1];
        for (int i = 0; i < widths.length; i++) {
            images[i] =
                    ImageType.TYPE.toRowData(
                            new Image(new byte[] {1}, "image/png", 1L, widths[i], 2, "RGB"));
        }
        return new GenericArrayData(images);
    }

    private static Optional<DeclaredValue> needed(DataType source, DataType target) {
        return DeclaredValue.needed(source.getLogicalType(), target.getLogicalType());
    }
}
