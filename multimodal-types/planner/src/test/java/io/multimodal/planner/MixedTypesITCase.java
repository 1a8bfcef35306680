// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.InlineRef;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that differ in nullability and in parameters meet in one expression. */
class MixedTypesITCase {
    private static final DataType IMAGE = MultimodalTypes.image();
    private static final DataType RGB = MultimodalTypes.image("RGB", 224, 224);
    private static final DataType SMALL = MultimodalTypes.image("RGB", 10, 10);
    private static final Image ONE = image(1, 224);
    private static final Image TWO = image(2, 224);
    private static final Image TINY = image(3, 10);

    private TableEnvironment env;

    /** In each row: any, any NOT NULL, 224 pixels, those NOT NULL, 10 pixels. */
    @BeforeEach
    void install() {
        env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(env);
        DataType[] types = {IMAGE, IMAGE.notNull(), RGB, RGB.notNull(), SMALL};
        for (int i = 0; i < types.length; i++) {
            env.createTemporarySystemFunction("PICTURE" + i, new Picture(types[i]));
        }
        env.executeSql(
                "CREATE TEMPORARY VIEW t AS SELECT k, PICTURE0(a, 224) AS a, PICTURE1(k, 224) AS b, PICTURE2(k, 224) AS c, PICTURE3(1, 224) AS d, PICTURE4(3, 10) AS e FROM (VALUES (1, 1), (2, CAST(NULL AS INT))) AS v(k, a)");
    }

    @ParameterizedTest
    @CsvSource({"b,a", "a,c", "b,d", "d,c", "d,e"})
    void meetInOneExpression(String left, String right) throws Exception {
        Image l1 = at(1, left);
        Image l2 = at(2, left);
        Image r1 = at(1, right);
        Image r2 = at(2, right);
        Boolean equal2 = (l2 == null || r2 == null) ? null : (Boolean) l2.equals(r2);
        assertThat(
                        rows(
                                """
                                SELECT CASE WHEN k = 1 THEN $left ELSE $right END,
                                  CASE k WHEN 1 THEN $left WHEN 2 THEN $right ELSE NULL END,
                                  COALESCE($left, $right),
                                  NULLIF($left, $right),
                                  ARRAY[$left, $right][2],
                                  $left = $right,
                                  $left <> $right,
                                  $left IS NOT DISTINCT FROM $right
                                FROM t ORDER BY k""",
                                left,
                                right))
                .containsExactly(
                        Row.of(
                                l1,
                                l1,
                                l1,
                                l1.equals(r1) ? null : l1,
                                r1,
                                l1.equals(r1),
                                !l1.equals(r1),
                                l1.equals(r1)),
                        Row.of(
                                r2,
                                r2,
                                l2 == null ? r2 : l2,
                                l2 != null && l2.equals(r2) ? null : l2,
                                r2,
                                equal2,
                                equal2 == null ? null : !equal2,
                                Objects.equals(l2, r2)));
    }

    @Test
    void meetInSetOperationsAndJoins() throws Exception {
        assertThat(rows("SELECT $left FROM t UNION ALL SELECT $right FROM t", "a", "d"))
                .containsExactlyInAnyOrder(Row.of(ONE), rowOfNull(), Row.of(ONE), Row.of(ONE));
        assertThat(rows("SELECT $left FROM t UNION SELECT $right FROM t", "b", "c"))
                .containsExactlyInAnyOrder(Row.of(ONE), Row.of(TWO));
        assertThat(rows("SELECT $left FROM t INTERSECT SELECT $right FROM t", "a", "d"))
                .containsExactly(Row.of(ONE));
        assertThat(rows("SELECT x.k, y.k FROM t AS x JOIN t AS y ON x.$left = y.$right", "b", "c"))
                .containsExactlyInAnyOrder(Row.of(1, 1), Row.of(2, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASE WHEN k = 1 THEN c ELSE d END", "COALESCE(c, d)"})
    void keepTheParametersThatBothFix(String expression) {
        env.executeSql("CREATE TEMPORARY VIEW v AS SELECT " + expression + " AS i FROM t");
        DataType type = env.from("v").getResolvedSchema().getColumnDataTypes().get(0);
        assertThat(type.nullable()).isEqualTo(RGB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CASE WHEN k = 1 THEN c ELSE a END", "CASE WHEN k = 1 THEN a ELSE c END"})
    void loseTheParametersThatOneLeavesOpen(String expression) {
        env.executeSql("CREATE TEMPORARY VIEW v AS SELECT " + expression + " AS i FROM t");
        assertThat(env.from("v").getResolvedSchema().getColumnDataTypes()).containsExactly(IMAGE);
    }

    private Image at(int row, String column) {
        return switch (column) {
            case "a" -> row == 1 ? ONE : null;
            case "d" -> ONE;
            case "e" -> TINY;
            default -> row == 1 ? ONE : TWO;
        };
    }

    private List<Row> rows(String sql, String left, String right) throws Exception {
        List<Row> rows = new ArrayList<>();
        String filled = sql.replace("$left", left).replace("$right", right);
        try (CloseableIterator<Row> all = env.executeSql(filled).collect()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static Row rowOfNull() {
        return Row.of((Object) null);
    }

    private static Image image(int content, int pixels) {
        return Image.of(
                new InlineRef(new byte[] {(byte) content}), "image/png", 1L, pixels, pixels, "RGB");
    }

    /** A picture of a type; NULL where its content is. */
    public static final class Picture extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        private final transient DataType type;

        Picture(DataType type) {
            this.type = type;
        }

        public Image eval(Integer content, Integer pixels) {
            return content == null ? null : image(content, pixels);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory factory) {
            return TypeInference.newBuilder()
                    .staticArguments(
                            StaticArgument.scalar("content", DataTypes.INT(), false),
                            StaticArgument.scalar("pixels", DataTypes.INT(), false))
                    .outputTypeStrategy(TypeStrategies.explicit(type))
                    .build();
        }
    }
}
