// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.types.DType;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.text.TypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class DisplayTypesTest {
    private TableEnvironmentImpl env;

    @BeforeEach
    void teachTheWords() {
        env = (TableEnvironmentImpl) TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(env);
    }

    @Test
    void printsTypesAsOneWritesThem() {
        prints(MultimodalTypes.image(), "IMAGE");
        prints(MultimodalTypes.image("RGB").notNull(), "IMAGE('RGB') NOT NULL");
        prints(
                DataTypes.MAP(
                        DataTypes.STRING(),
                        DataTypes.ARRAY(MultimodalTypes.tensor(DType.FLOAT32, 3, -1).notNull())),
                "MAP<STRING, ARRAY<TENSOR('float32', 3, -1) NOT NULL>>");
        prints(
                DataTypes.ROW(
                        DataTypes.FIELD("a", MultimodalTypes.audio(16000, 1)),
                        DataTypes.FIELD("i", DataTypes.INT())),
                "ROW<`a` AUDIO(16000, 1), `i` INT>");
    }

    @Test
    void leavesOtherTypesAsTheyAre() {
        DataType other =
                DataTypes.STRUCTURED("a.b.C", DataTypes.FIELD("x", MultimodalTypes.file()));
        prints(other, "STRUCTURED<'a.b.C', `x` FILE>");
    }

    @Test
    void describesTablesReadably() throws Exception {
        createTable();
        assertThat(answer("DESCRIBE t"))
                .extracting(row -> row.getField(0) + " " + row.getField(1) + " " + row.getField(2))
                .containsExactly(
                        "a IMAGE('RGB', 5, 6) true",
                        "b TENSOR('float32', 3, -1) false",
                        "c TENSOR('uint8') true",
                        "d MAP<STRING, ARRAY<AUDIO>> true",
                        "e STRING true");
        assertThat(answer("SHOW COLUMNS FROM t LIKE 'c'"))
                .singleElement()
                .satisfies(row -> assertThat(row.getField(1)).isEqualTo("TENSOR('uint8')"));
    }

    @Test
    void printsACreateStatementThatCanBePastedBack() throws Exception {
        createTable();
        List<LogicalType> before = types("t");
        String create = (String) answer("SHOW CREATE TABLE t").get(0).getField(0);
        assertThat(create).contains("`b` TENSOR('float32', 3, -1) NOT NULL,");
        assertThat(create).doesNotContain("STRUCTURED");

        env.executeSql("DROP TABLE t");
        env.executeSql(create);

        assertThat(types("t")).isEqualTo(before);
    }

    @Test
    void describesModelsReadably() throws Exception {
        env.executeSql(
                "CREATE MODEL m INPUT (img IMAGE('RGB', 5, 6)) OUTPUT (v TENSOR) WITH ('provider' = 'x')");
        assertThat(answer("DESCRIBE MODEL m"))
                .extracting(row -> row.getField(1))
                .containsExactly("IMAGE('RGB', 5, 6)", "TENSOR");
        assertThat((String) answer("SHOW CREATE MODEL m").get(0).getField(0))
                .contains("`img` IMAGE('RGB', 5, 6)")
                .contains("`v` TENSOR")
                .doesNotContain("STRUCTURED");
    }

    @Test
    void describesTheCardOfAModel() throws Exception {
        env.executeSql(
                "CREATE MODEL m INPUT (img IMAGE) OUTPUT (v TENSOR) COMMENT 'of tests' WITH ('provider' = 'x', 'digest' = 'sha256:12', 'card.tags' = 'a, b', 'card.api-key' = 'k12')");
        List<Row> columns = answer("DESCRIBE MODEL m");
        assertThat(columns).hasSize(2);
        assertThat(answer("DESCRIBE MODEL EXTENDED m"))
                .startsWith(columns.toArray(Row[]::new))
                .endsWith(
                        Row.of("card.api-key", "******", null, null),
                        Row.of("card.tags", "a, b", null, null),
                        Row.of("comment", "of tests", null, null),
                        Row.of("digest", "sha256:12", null, null))
                .hasSize(2 + 4);
    }

    @Test
    void hidesTheValuesOfSecretOptions() throws Exception {
        env.executeSql(
                "CREATE MODEL m INPUT (img IMAGE) OUTPUT (v TENSOR) WITH ('provider' = 'x', 'api-key' = 'k1''2', 'note' = 'a b')");
        env.executeSql(
                "CREATE TABLE s (img IMAGE) WITH ('connector' = 'x', 'my.password' = 'p12')");
        assertThat((String) answer("SHOW CREATE MODEL m").get(0).getField(0))
                .contains("'api-key' = '******'", "'note' = 'a b'")
                .doesNotContain("k1");
        assertThat((String) answer("SHOW CREATE TABLE s").get(0).getField(0))
                .contains("'my.password' = '******'")
                .doesNotContain("p12");
    }

    /** A function of one's own. */
    public static final class Width extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Integer eval(Image img) {
            return img.width();
        }
    }

    @Test
    void describesFunctionsReadably() throws Exception {
        env.createTemporarySystemFunction("WIDTH_OF", Width.class);
        assertThat(answer("DESCRIBE FUNCTION EXTENDED WIDTH_OF"))
                .filteredOn(row -> "signature".equals(row.getField(0)))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat((String) row.getField(1))
                                        .contains("IMAGE")
                                        .doesNotContain("STRUCTURED"));
    }

    @Test
    void findsFunctionsInAnyCase() throws Exception {
        env.createTemporarySystemFunction("WIDTH_OF", Width.class);
        assertThat(answer("SHOW FUNCTIONS LIKE 'WIDTH%'"))
                .isNotEmpty()
                .isEqualTo(answer("SHOW FUNCTIONS LIKE 'width%'"))
                .allSatisfy(row -> assertThat(row).isIn(answer("SHOW FUNCTIONS ILIKE 'width%'")));
        assertThat(answer("SHOW FUNCTIONS NOT LIKE 'WIDTH%'"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(answer("SHOW FUNCTIONS LIKE 'width%'"));
        assertThat(answer("SHOW USER FUNCTIONS LIKE 'Width_OF'"))
                .containsExactly(Row.of("width_of"));
        assertThat(answer("SHOW FUNCTIONS FROM default_catalog.default_database LIKE 'UPPE%'"))
                .containsExactly(Row.of("upper"), Row.of("upperCase"));
    }

    /** Every type with every form of its parameters, alone and in others. */
    static Stream<String> types() {
        return Stream.of(
                        "IMAGE",
                        "IMAGE('I;16')",
                        "IMAGE('RGB', 5, 6)",
                        "IMAGE('RGB', -1, 6)",
                        "IMAGE('RGB', 5, -1)",
                        "AUDIO",
                        "AUDIO(16000)",
                        "AUDIO(16000, 2)",
                        "AUDIO(-1, 2)",
                        "VIDEO",
                        "TENSOR",
                        "TENSOR('bfloat16')",
                        "TENSOR('float32', 3, -1, 0)",
                        "FILE")
                .flatMap(
                        type ->
                                Stream.of(
                                        type,
                                        type + " NOT NULL",
                                        "ARRAY<" + type + " NOT NULL> NOT NULL",
                                        "MAP<STRING, " + type + ">",
                                        "MULTISET<" + type + ">",
                                        "ROW<`a b` ROW<`c` ARRAY<" + type + ">>, `n` INT>"));
    }

    @Test
    void printsEveryTypeSoThatItCanBePastedBack() throws Exception {
        List<String> types = types().toList();
        StringJoiner columns = new StringJoiner(", ");
        for (int i = 0; i < types.size(); i++) {
            columns.add("c" + i + " " + types.get(i));
        }
        env.executeSql("CREATE TABLE all_types (" + columns + ") WITH ('connector' = 'blackhole')");
        List<LogicalType> before = types("all_types");
        String create = (String) answer("SHOW CREATE TABLE all_types").get(0).getField(0);
        StringJoiner described = new StringJoiner(", ");
        for (Row row : answer("DESCRIBE all_types")) {
            described.add(
                    "%s %s%s"
                            .formatted(
                                    row.getField(0),
                                    row.getField(1),
                                    Boolean.FALSE.equals(row.getField(2)) ? " NOT NULL" : ""));
        }
        assertThat(described).hasToString(columns.toString());

        env.executeSql("DROP TABLE all_types");
        env.executeSql(create);
        env.executeSql("CREATE TABLE again (" + described + ") WITH ('connector' = 'blackhole')");

        assertThat(types("all_types")).isEqualTo(before);
        assertThat(types("again")).isEqualTo(before);
    }

    @Test
    void printsAViewThatCanBePastedBack() throws Exception {
        createView();
        env.executeSql(
                "CREATE VIEW v AS SELECT CAST(a AS IMAGE('RGB')) AS a, TRY_CAST(b AS TENSOR('float32', -1, 7)) AS b, d FROM t WHERE a IN (SELECT a FROM t)");
        List<LogicalType> before = types("v");
        String create = (String) answer("SHOW CREATE VIEW v").get(0).getField(0);
        env.executeSql("DROP VIEW v");
        env.executeSql(create);
        assertThat(types("v")).isEqualTo(before);
        assertThat(answer("DESCRIBE v"))
                .extracting(row -> row.getField(1))
                .startsWith("IMAGE('RGB')", "TENSOR('float32', -1, 7)");
    }

    @Test
    void printsAModelThatCanBePastedBack() throws Exception {
        env.executeSql(
                "CREATE MODEL m INPUT (img IMAGE('RGB', 5, 6), s AUDIO(16000)) OUTPUT (v TENSOR('float32', 5), parts ARRAY<IMAGE>) WITH ('provider' = 'x')");
        List<Row> before = answer("DESCRIBE MODEL m");
        String create = (String) answer("SHOW CREATE MODEL m").get(0).getField(0);
        env.executeSql("DROP MODEL m");
        env.executeSql(create);
        assertThat(answer("DESCRIBE MODEL m")).isEqualTo(before);
    }

    @Test
    void explainsPlansReadably() {
        createView();
        String plan =
                env.explainSql(
                        "SELECT CAST(a AS IMAGE('RGB', 5, -1)), CAST(d AS MAP<STRING, ARRAY<AUDIO(-1, 2)>>), CAST(NULL AS TENSOR('float32', 3, -1)) FROM t",
                        ExplainDetail.JSON_EXECUTION_PLAN);
        assertThat(plan).contains("STRUCTURED");
        assertThat(DisplayText.of(plan))
                .doesNotContain("STRUCTURED")
                .contains("IMAGE('RGB', 5, -1)", "AUDIO(-1, 2)", "TENSOR('float32', 3, -1)");
    }

    @Test
    void refusesReadably() {
        createView();
        assertThatThrownBy(
                        () ->
                                new DisplayParser(env.getPlanner().getParser())
                                        .parse("SELECT MAX(a), d FROM t"))
                .isInstanceOf(ValidationException.class)
                .hasNoCause()
                .hasMessageContaining("MAX(<IMAGE(…)");
    }

    /** With the columns of the table; one can select from it. */
    private void createView() {
        env.executeSql(
                "CREATE VIEW t AS SELECT CAST(x AS IMAGE('RGB', 5, 6)) AS a, CAST(NULL AS TENSOR('float32', 3, -1)) AS b, MAP['k', ARRAY[CAST(NULL AS AUDIO)]] AS d FROM (SELECT CAST(ROW(x'01', 'image/png', 5, n, 5, 'RGB') AS IMAGE) AS x FROM (VALUES (6), (7)) AS v(n))");
    }

    private void createTable() {
        env.executeSql(
                "CREATE TABLE t (a IMAGE('RGB', 5, 6), b TENSOR('float32', 3, -1) NOT NULL, c TENSOR('uint8'), d MAP<STRING, ARRAY<AUDIO>>, e STRING) WITH ('connector' = 'blackhole')");
    }

    private List<LogicalType> types(String table) {
        return env.from(table).getResolvedSchema().getColumnDataTypes().stream()
                .map(DataType::getLogicalType)
                .toList();
    }

    /**
     * What the drop-in planner's parser makes of a statement; embedded, Flink's own is in place.
     */
    private List<Row> answer(String statement) throws Exception {
        Operation operation =
                new DisplayParser(env.getPlanner().getParser()).parse(statement).get(0);
        TableResultInternal result = env.executeInternal(operation);
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = result.collect()) {
            iterator.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static void prints(DataType type, String text) {
        assertThat(TypeText.print(type.getLogicalType(), LogicalType::asSummaryString))
                .isEqualTo(text);
    }
}
