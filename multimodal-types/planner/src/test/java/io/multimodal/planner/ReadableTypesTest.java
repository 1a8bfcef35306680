// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class ReadableTypesTest {
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
                new ReadableParser(env.getPlanner().getParser()).parse(statement).get(0);
        TableResultInternal result = env.executeInternal(operation);
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = result.collect()) {
            iterator.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static void prints(DataType type, String text) {
        assertThat(ReadableTypes.print(type.getLogicalType(), LogicalType::asSummaryString))
                .isEqualTo(text);
    }
}
