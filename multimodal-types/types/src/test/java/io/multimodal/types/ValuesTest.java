// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.InlineRef;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.extraction.DataTypeExtractor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the values of every type. */
class ValuesTest {
    private static final InlineRef REF = new InlineRef(new byte[] {1, 2, 3});

    static List<MediaValue> values() {
        return List.of(
                Image.of(REF, "image/jpeg", 3L, 4032, 3024, "RGB"),
                Audio.of(REF, "audio/flac", 3L, 44_100, 2, 12.5, "flac"),
                Video.of(REF, "video/mp4", 3L, 1920, 1080, 29.97, 3600.0, "h264"),
                Tensor.of(REF, DType.FLOAT32, 3, 224, 224),
                MediaFile.of(REF, "application/pdf", 3L),
                Image.of(REF),
                Audio.of(REF),
                Video.of(REF),
                Tensor.of(REF),
                MediaFile.of(REF));
    }

    @ParameterizedTest
    @MethodSource("values")
    void goesToFlinksRowAndBack(MediaValue value) {
        check(value.type(), value);
    }

    private static <T extends MediaValue> void check(MultimodalType<T> type, MediaValue media) {
        T value = type.valueClass().cast(media);
        DataStructureConverter<Object, Object> flink =
                DataStructureConverters.getConverter(type.dataType());
        flink.open(ValuesTest.class.getClassLoader());
        assertThat(type.fromRowData(type.toRowData(value))).hasToString(value.toString());
        assertThat(type.fromRowData((RowData) flink.toInternal(value)))
                .hasToString(value.toString());
        assertThat(flink.toExternal(type.toRowData(value))).hasToString(value.toString());
    }

    /** What a function of a user's without annotations is given is what the word means. */
    @ParameterizedTest
    @MethodSource("values")
    void isTheTypeThatReflectionFinds(MediaValue value) {
        DataType found = DataTypeExtractor.extractFromType(null, value.getClass());
        assertThat(found).isEqualTo(value.type().dataType());
    }

    @Test
    void isEqualOnlyToValuesOfItsType() {
        assertThat(Image.of(REF)).isNotEqualTo(Audio.of(REF)).isEqualTo(values().get(0));
    }

    @Test
    void refusesATensorOfAnUnknownElementTypeOrANegativeLength() {
        assertThatThrownBy(() -> new Tensor(REF.toBytes(), "float31", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("float31", "float32");
        assertThatThrownBy(() -> Tensor.of(REF, DType.INT8, 3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3, -1]");
        assertThatThrownBy(() -> new Tensor(REF.toBytes(), "int8", new Long[] {null}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Audio.of(REF, null, null, null, null, Double.NaN, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duration");
    }

    @Test
    void countsTheElementsOfTensorsBeyondTwoGibi() {
        assertThat(Tensor.of(REF, DType.FLOAT32, 3, 1L << 40).elements()).isEqualTo(3L << 40);
        assertThat(Tensor.of(REF, DType.FLOAT32).elements()).isEqualTo(1);
        assertThatThrownBy(() -> Tensor.of(REF, DType.INT8, 1L << 40, 1L << 40).elements())
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void cannotBeChangedThroughItsShape() {
        Long[] shape = {3L, 4L};
        Tensor tensor = new Tensor(REF.toBytes(), "int8", shape);
        shape[0] = 9L;
        tensor.shape()[1] = 9L;
        assertThat(tensor.shape()).containsExactly(3L, 4L);
    }
}
