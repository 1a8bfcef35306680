// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.api.Expressions.coalesce;
import static org.apache.flink.table.api.Expressions.ifThenElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.InlineRef;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that differ in nullability and in parameters meet in one expression. */
class MixedTypesITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

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
            env.createTemporarySystemFunction("IMAGE_OF_TYPE_" + i, new ImageOfType(types[i]));
        }
        env.executeSql(
                "CREATE TEMPORARY VIEW t AS SELECT k, IMAGE_OF_TYPE_0(a, 224) AS a, IMAGE_OF_TYPE_1(k, 224) AS b, IMAGE_OF_TYPE_2(k, 224) AS c, IMAGE_OF_TYPE_3(1, 224) AS d, IMAGE_OF_TYPE_4(3, 10) AS e FROM (VALUES (1, 1), (2, CAST(NULL AS INT))) AS v(k, a)");
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
                                  IF(k = 1, $left, $right),
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
                                l1,
                                l1.equals(r1) ? null : l1,
                                r1,
                                l1.equals(r1),
                                !l1.equals(r1),
                                l1.equals(r1)),
                        Row.of(
                                r2,
                                r2,
                                r2,
                                l2 == null ? r2 : l2,
                                l2 != null && l2.equals(r2) ? null : l2,
                                r2,
                                equal2,
                                equal2 == null ? null : !equal2,
                                Objects.equals(l2, r2)));
    }

    @ParameterizedTest
    @CsvSource({"a,b", "b,a", "a,c", "b,d", "d,c", "c,e", "a,a"})
    void areFoundAmongOthers(String left, String right) throws Exception {
        List<Image> others = Arrays.asList(at(1, right), at(2, right));
        List<Row> expected = new ArrayList<>();
        for (int k = 1; k <= 2; k++) {
            Image image = at(k, left);
            if (image != null && others.contains(image)) {
                expected.add(Row.of("in", k));
            } else if (image != null && !others.contains(null)) {
                expected.add(Row.of("not", k));
            }
        }
        assertThat(
                        rows(
                                """
                                SELECT 'in', k FROM t WHERE $left IN (SELECT $right FROM t)
                                UNION ALL
                                SELECT 'not', k FROM t WHERE $left NOT IN (SELECT $right FROM t)""",
                                left,
                                right))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void areFoundAmongOthersWhereTheQuestionIsPutAnotherWay() throws Exception {
        assertThat(
                        rows(
                                """
                                SELECT 'negated', k FROM t WHERE NOT (b IN (SELECT d FROM t))
                                UNION ALL
                                SELECT 'pair', k FROM t WHERE (b, k) IN (SELECT d, 1 FROM t)"""))
                .containsExactlyInAnyOrder(Row.of("negated", 2), Row.of("pair", 1));
    }

    @Test
    void areFoundInLists() throws Exception {
        assertThat(rows("SELECT k, c IN (d, e), c NOT IN (d, e), b IN (e, a, d) FROM t"))
                .containsExactlyInAnyOrder(
                        Row.of(1, true, false, true), Row.of(2, false, true, null));
        assertThat(rows("SELECT k FROM t WHERE c NOT IN (d, e)")).containsExactly(Row.of(2));
    }

    @Test
    void areFoundInQueriesOfStoredViews() throws Exception {
        env.executeSql("CREATE VIEW found AS SELECT k FROM t WHERE b IN (SELECT d FROM t)");
        assertThat(rows("SELECT k FROM found")).containsExactly(Row.of(1));
    }

    @Test
    void areOneOrNothing() throws Exception {
        assertThat(rows("SELECT k, IF(k = 1, d, NULL), IF(k = 1, NULL, c) FROM t"))
                .containsExactlyInAnyOrder(Row.of(1, ONE, null), Row.of(2, null, TWO));
    }

    @Test
    void stayUnlikeOtherTypes() {
        assertThatThrownBy(() -> rows("SELECT IF(k = 1, c, 'none') FROM t"))
                .hasMessageContaining(
                        "IF(BOOLEAN NOT NULL, IMAGE('RGB', 224, 224), CHAR(4) NOT NULL)")
                .hasMessageContaining("write CAST(… AS …)");
        assertThatThrownBy(() -> rows("SELECT k FROM t WHERE c IN (SELECT k FROM t)"))
                .hasMessageContaining("compatible types");
    }

    @Test
    void leaveIfAndInOfOtherTypesAlone() throws Exception {
        assertThat(
                        rows(
                                "SELECT k, IF(k = 1, 'one', 'other'), IF(k = 1, 1, 2.5), k IN (1, 3), k IN (SELECT k + 1 FROM t) FROM t"))
                .containsExactlyInAnyOrder(
                        Row.of(1, "one", new BigDecimal("1.0"), true, false),
                        Row.of(2, "other", new BigDecimal("2.5"), false, true));
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
    @ValueSource(
            strings = {"CASE WHEN k = 1 THEN c ELSE d END", "COALESCE(c, d)", "IF(k = 1, c, d)"})
    void keepTheParametersThatBothFix(String expression) {
        env.executeSql("CREATE TEMPORARY VIEW v AS SELECT " + expression + " AS i FROM t");
        DataType type = env.from("v").getResolvedSchema().getColumnDataTypes().get(0);
        assertThat(type.nullable()).isEqualTo(RGB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CASE WHEN k = 1 THEN c ELSE a END",
                "CASE WHEN k = 1 THEN a ELSE c END",
                "IF(k = 1, c, a)",
                "IF(k = 1, a, c)"
            })
    void loseTheParametersThatOneLeavesOpen(String expression) {
        env.executeSql("CREATE TEMPORARY VIEW v AS SELECT " + expression + " AS i FROM t");
        assertThat(env.from("v").getResolvedSchema().getColumnDataTypes()).containsExactly(IMAGE);
    }

    @Test
    void areEqualWhereTheSameIsUnknownOfThem() throws Exception {
        env.executeSql(
                "CREATE TEMPORARY VIEW little AS SELECT k, CAST(ROW(x'0100', CAST(NULL AS STRING), CAST(NULL AS BIGINT), NULLIF(k, k), CAST(NULL AS INT), CAST(NULL AS STRING)) AS IMAGE) AS x FROM t");
        assertThat(
                        rows(
                                "SELECT u.k, v.k, u.x = v.x, u.x IS NOT DISTINCT FROM v.x FROM little AS u JOIN little AS v ON u.x = v.x"))
                .containsExactlyInAnyOrder(
                        Row.of(1, 1, true, true),
                        Row.of(1, 2, true, true),
                        Row.of(2, 1, true, true),
                        Row.of(2, 2, true, true));
    }

    @Test
    void areInTheOrderOfTheirReferences() throws Exception {
        assertThat(
                        rows(
                                "SELECT x FROM (SELECT e AS x FROM t WHERE k = 1 UNION ALL SELECT a FROM t UNION ALL SELECT b FROM t WHERE k = 2) ORDER BY x DESC"))
                .containsExactly(Row.of(TINY), Row.of(TWO), Row.of(ONE), rowOfNull());
    }

    @Test
    void areInNoOrderInStreaming() {
        TableEnvironment streaming = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(streaming);
        assertThatThrownBy(
                        () ->
                                streaming.explainSql(
                                        "SELECT i FROM (SELECT CAST(ROW(x'0100', 'image/png', 5, w, 5, 'RGB') AS IMAGE) AS i FROM (VALUES (1), (2)) AS v(w)) ORDER BY i"))
                .hasMessageContaining("Sort on a non-time-attribute field is not supported");
    }

    @Test
    void areNoGreaterOrLess() {
        for (String comparison :
                List.of("a < b", "a BETWEEN b AND d", "MAX(a) = d", "GREATEST(a, b) = d")) {
            assertThatThrownBy(() -> rows("SELECT " + comparison + " FROM t"))
                    .as(comparison)
                    .isInstanceOf(ValidationException.class);
        }
    }

    @Test
    void meetInTheTableApi() throws Exception {
        Table t = env.from("t");
        assertThat(
                        Rows.of(
                                t.select(
                                                $("k"),
                                                ifThenElse($("k").isEqual(1), $("c"), $("d")),
                                                ifThenElse($("k").isEqual(1), $("a"), $("c")),
                                                coalesce($("a"), $("c")))
                                        .execute()))
                .containsExactlyInAnyOrder(Row.of(1, ONE, ONE, ONE), Row.of(2, ONE, TWO, TWO));
    }

    private Image at(int row, String column) {
        return switch (column) {
            case "a" -> row == 1 ? ONE : null;
            case "d" -> ONE;
            case "e" -> TINY;
            default -> row == 1 ? ONE : TWO;
        };
    }

    private List<Row> rows(String sql) throws Exception {
        return rows(sql, "", "");
    }

    private List<Row> rows(String sql, String left, String right) throws Exception {
        return Rows.of(env, sql.replace("$left", left).replace("$right", right));
    }

    private static Row rowOfNull() {
        return Row.of((Object) null);
    }

    private static Image image(int content, int pixels) {
        return Image.of(
                new InlineRef(new byte[] {(byte) content}), "image/png", 1L, pixels, pixels, "RGB");
    }

    /** An image of a type; NULL where its content is. */
    public static final class ImageOfType extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        private final transient DataType type;

        ImageOfType(DataType type) {
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
