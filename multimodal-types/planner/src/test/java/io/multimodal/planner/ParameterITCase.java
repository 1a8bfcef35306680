// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.support.Clusters;
import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Types with parameters wherever a type may stand. */
class ParameterITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final DataType CHW = MultimodalTypes.tensor(DType.FLOAT32, 3, -1, -1);
    private static final DataType RGB = MultimodalTypes.image("RGB", 224, 320);
    private static final DataType MONO = MultimodalTypes.audio(16000, 1);

    private TableEnvironment env;

    @BeforeEach
    void teachTheWords() {
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
    }

    @Test
    void areTypesOfColumns() {
        create(
                "a TENSOR('float32', 3, -1, -1), b image('RGB', 224, 320) NOT NULL, c AUDIO(16000,1), d VIDEO, e FILE, image IMAGE('RGB', 224, 320)");
        assertThat(types("t"))
                .containsExactly(
                        CHW,
                        RGB.notNull(),
                        MONO,
                        MultimodalTypes.video(),
                        MultimodalTypes.file(),
                        RGB);
    }

    @Test
    void areTypesOfElementsValuesAndFieldsHoweverDeep() {
        create(
                "a ARRAY<TENSOR('float32', 3, -1, -1)>, m MAP<STRING, AUDIO(16000, 1) NOT NULL>, r ROW<i IMAGE('RGB', 224, 320), n ROW(t ARRAY<TENSOR('float32', 3, -1, -1) NOT NULL>)>, s MULTISET<IMAGE>");
        assertThat(types("t"))
                .containsExactly(
                        DataTypes.ARRAY(CHW),
                        DataTypes.MAP(DataTypes.STRING(), MONO.notNull()),
                        DataTypes.ROW(
                                DataTypes.FIELD("i", RGB),
                                DataTypes.FIELD(
                                        "n",
                                        DataTypes.ROW(
                                                DataTypes.FIELD(
                                                        "t", DataTypes.ARRAY(CHW.notNull()))))),
                        DataTypes.MULTISET(MultimodalTypes.image()));
    }

    @Test
    void areTypesToCastTo() {
        env.executeSql(
                "CREATE TEMPORARY VIEW v AS SELECT CAST(NULL AS TENSOR('float32', 3, -1, -1)) AS a, TRY_CAST(CAST(NULL AS AUDIO) AS AUDIO(16000, 1)) AS b");
        assertThat(types("v")).containsExactly(CHW, MONO);
    }

    @Test
    void areTypesOfColumnsAddedLater() {
        create("a INT");
        env.executeSql("ALTER TABLE t ADD (b TENSOR('float32', 3, -1, -1), c AUDIO(16000, 1))");
        env.executeSql("ALTER TABLE t ADD d IMAGE('RGB', 224, 320)");
        assertThat(types("t")).containsExactly(DataTypes.INT(), CHW, MONO, RGB);
    }

    @Test
    void areTypesOfModels() {
        env.executeSql(
                "CREATE MODEL m INPUT (img IMAGE('RGB', 224, 320)) OUTPUT (v TENSOR('float32', 3, -1, -1)) WITH ('provider' = 'x')");
        assertThat(env.listModels()).containsExactly("m");
    }

    @Test
    void areReadFromLinesWithCommentsInBetween() {
        create("a TENSOR -- the image\n  ( 'float32' /* dtype */,\n 3,\t-1, - 1 )");
        assertThat(types("t")).containsExactly(CHW);
    }

    @Test
    @SuppressWarnings("deprecation") // the one way to share a catalog that lives in memory
    void areKeptByAStoredViewThatAnotherSessionReads() {
        env.executeSql("CREATE VIEW v AS SELECT CAST(NULL AS TENSOR('float32', 3, 5, -1)) AS b");
        TableEnvironment other =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance().inStreamingMode().build());
        MultimodalSql.install(other);
        other.registerCatalog("c", env.getCatalog("default_catalog").orElseThrow());
        assertThat(other.from("c.default_database.v").getResolvedSchema().getColumnDataTypes())
                .containsExactly(MultimodalTypes.tensor(DType.FLOAT32, 3, 5, -1));
    }

    @Test
    void areNamedWithTheirPlaceWhereTheyCannotBe() {
        refuses("CREATE TABLE t (a INT,\n  b TENSOR('float31', 3))", "line 2, column 5", "float31");
        refuses("CREATE TABLE t (a IMAGE('RGB', 5))", "line 1, column 19", "no width");
        refuses("CREATE TABLE t (a VIDEO(1))", "possible are VIDEO");
        refuses("CREATE TABLE t (a TENSOR())", "empty parentheses");
        refuses("SELECT CAST(NULL AS AUDIO(-5))", "sample_rate -5");
        refuses(
                "CREATE TABLE t (a TENSOR('int8', 99999999999999999999))",
                "99999999999999999999",
                "too large");
    }

    @Test
    void leavesAFunctionOfThatNameAFunction() {
        env.createTemporarySystemFunction("IMAGE", Shout.class);
        env.executeSql("CREATE TABLE t (a AS IMAGE('rgb', 2)) WITH ('connector' = 'datagen')");
        assertThat(types("t")).containsExactly(DataTypes.STRING());
    }

    /** Somebody's function that is called IMAGE. */
    public static final class Shout extends ScalarFunction {
        public String eval(String text, Integer times) {
            return text.repeat(times);
        }
    }

    private void refuses(String statement, String... words) {
        assertThatThrownBy(() -> env.executeSql(statement)).hasMessageContainingAll(words);
    }

    private void create(String columns) {
        env.executeSql("CREATE TABLE t (" + columns + ") WITH ('connector' = 'datagen')");
    }

    private List<DataType> types(String table) {
        return env.from(table).getResolvedSchema().getColumnDataTypes();
    }
}
