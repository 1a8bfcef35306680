// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.InlineRef;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.StructuredType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTypeTest {
    private static final InlineRef REF = new InlineRef(new byte[] {1});

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAGE('RGB')|RGB",
                "IMAGE('RGB', 224, 320)|RGB,224,320",
                "IMAGE('L', -1, 320)|L,-1,320",
                "IMAGE('L', 224, -1)|L,224,-1",
                "AUDIO(16000)|16000",
                "AUDIO(16000, 1)|16000,1",
                "AUDIO(-1, 2)|-1,2",
                "TENSOR('float32')|float32",
                "TENSOR('float32', 3, -1, -1)|float32,3,-1,-1",
                "TENSOR('bool', 0)|bool,0"
            })
    void isReadWrittenAndFoundAgainInFlinksType(String sql, String arguments) {
        MultimodalType<?> type = type(sql.substring(0, sql.indexOf('(')));
        DeclaredType declared = DeclaredType.of(type, List.of(literals(arguments)));
        assertThat(declared.toSql()).isEqualTo(sql);
        assertThat(DeclaredType.of(declared.dataType().getLogicalType())).contains(declared);
        assertThat(DeclaredType.parse(sql)).contains(declared);
        assertThat(DeclaredType.of(declared.dataType().notNull().getLogicalType()))
                .contains(declared);
    }

    @Test
    void isFoundInAllTypesWithoutParameters() {
        for (MultimodalType<?> type : MultimodalTypes.all()) {
            assertThat(DeclaredType.of(type.logicalType()))
                    .contains(new DeclaredType(type, Map.of()));
            assertThat(new DeclaredType(type, Map.of()).toSql()).isEqualTo(type.word());
        }
    }

    @Test
    void isNotReadFromTextsThatItDoesNotWrite() {
        for (String text :
                List.of(
                        "",
                        "IMAGE()",
                        "image",
                        "TENSOR('float32',3)",
                        "TENSOR('float32', )",
                        "X('a')",
                        "TENSOR('float31')",
                        "IMAGE('RGB', 5)",
                        "AUDIO(16000, -1)",
                        "VIDEO(1)")) {
            assertThat(DeclaredType.parse(text)).as(text).isEmpty();
        }
        assertThat(DeclaredType.parse("VIDEO")).isPresent();
    }

    @Test
    void isNotFoundInOtherTypes() {
        assertThat(DeclaredType.of(DataTypes.BYTES().getLogicalType())).isEmpty();
        assertThat(DeclaredType.of(StructuredType.newBuilder("a.B").build())).isEmpty();
        StructuredType shuffled =
                (StructuredType)
                        DataTypes.STRUCTURED(
                                        Image.class,
                                        DataTypes.FIELD("mode", DataTypes.STRING()),
                                        DataTypes.FIELD("object", DataTypes.BYTES()))
                                .getLogicalType();
        assertThat(DeclaredType.of(shuffled)).isEmpty();
    }

    @Test
    void takesACommentOfSomebodysForNoParameter() {
        DataTypes.Field[] fields =
                ImageType.TYPE.attributes().stream()
                        .map(a -> DataTypes.FIELD(a.name(), a.kind().dataType(), "a nice one"))
                        .toArray(DataTypes.Field[]::new);
        assertThat(DeclaredType.of(DataTypes.STRUCTURED(Image.class, fields).getLogicalType()))
                .contains(new DeclaredType(ImageType.TYPE, Map.of()));
    }

    @Test
    void refusesParametersThatCannotBeAndListsThoseThatCan() {
        refuses("IMAGE", List.of("RBG"), "mode 'RBG'", "RGB, RGBA", "IMAGE('mode', height, width)");
        refuses("IMAGE", List.of("RGB", 5), "no width");
        refuses("IMAGE", List.of("RGB", 5, 6, 7), "4 parameters");
        refuses("IMAGE", List.of("RGB", 0, 6), "height 0", "at least 1");
        refuses("IMAGE", List.of("RGB", -2, 6), "height -2");
        refuses("IMAGE", List.of(5), "mode 5");
        refuses("IMAGE", List.of(), "empty parentheses");
        refuses("AUDIO", List.of("16000"), "sample_rate '16000'");
        refuses("TENSOR", List.of("float31"), "float31", "float32, float64");
        refuses("TENSOR", List.of("float32", -2), "shape -2");
        refuses("TENSOR", List.of(3, 4), "dtype 3");
        refuses("VIDEO", List.of(1), "1 parameters", "possible are VIDEO");
        refuses("FILE", List.of("pdf"), "FILE");
    }

    @Test
    void namesBothWhereOneCannotBecomeTheOther() {
        DeclaredType chw = tensor(DType.FLOAT32, 3, 224, 224);
        assertThat(tensor(DType.FLOAT32, 3, 10).conflict(chw))
                .hasValueSatisfying(
                        message ->
                                assertThat(message)
                                        .contains("TENSOR('float32', 3, 224, 224)")
                                        .contains("TENSOR('float32', 3, 10)")
                                        .contains("shape"));
        assertThat(tensor(DType.UINT8, 3, 224, 224).conflict(chw)).isPresent();
        assertThat(tensor(DType.FLOAT32, 3, -1, 224).conflict(chw)).isEmpty();
        assertThat(chw.conflict(tensor(DType.FLOAT32, 3, -1, -1)))
                .as("left to the values")
                .isEmpty();
        assertThat(chw.conflict(new DeclaredType(TensorType.TYPE, Map.of()))).isEmpty();
        assertThat(chw.conflict(new DeclaredType(ImageType.TYPE, Map.of()))).isPresent();
    }

    @Test
    void saysWhichAttributeOfAValueIsWrong() {
        DeclaredType wanted = tensor(DType.FLOAT32, 3, -1);
        assertThat(wanted.mismatch(Tensor.of(REF, DType.FLOAT32, 3, 99))).isEmpty();
        assertThat(wanted.mismatch(Tensor.of(REF))).as("unknown").isEmpty();
        assertThat(wanted.mismatch(Tensor.of(REF, DType.FLOAT32, 4, 99)))
                .hasValueSatisfying(m -> assertThat(m).contains("4,99").contains("3,-1"));
        assertThat(wanted.mismatch(Tensor.of(REF, DType.FLOAT64, 3, 99))).isPresent();
        assertThat(wanted.mismatch(Image.of(REF))).isPresent();
    }

    @Test
    void isMadeByTheTableApiToo() {
        assertThat(DeclaredType.of(MultimodalTypes.image("RGB", 5, 6).getLogicalType()))
                .hasValueSatisfying(d -> assertThat(d).hasToString("IMAGE('RGB', 5, 6)"));
        assertThat(DeclaredType.of(MultimodalTypes.audio(16000, 1).getLogicalType()))
                .hasValueSatisfying(d -> assertThat(d).hasToString("AUDIO(16000, 1)"));
    }

    private static DeclaredType tensor(DType dtype, long... shape) {
        return DeclaredType.of(MultimodalTypes.tensor(dtype, shape).getLogicalType()).orElseThrow();
    }

    private static void refuses(String word, List<?> arguments, String... words) {
        assertThatThrownBy(() -> DeclaredType.of(type(word), arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    private static MultimodalType<?> type(String word) {
        return MultimodalTypes.all().stream()
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Object[] literals(String text) {
        return Arrays.stream(text.split(","))
                .map(t -> t.matches("-?[0-9]+") ? (Object) Long.valueOf(t) : t)
                .toArray();
    }
}
