// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.planner.check.CheckedPlan;
import io.multimodal.planner.check.ReferenceBorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.functions.python.PythonEnv;
import org.apache.flink.table.functions.python.PythonFunctionKind;
import org.apache.flink.table.functions.python.PythonScalarFunction;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.planner.operations.PlannerQueryOperation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PyFlink gets; PyFlink itself is tried by hand, see docs/python.md. */
@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class PythonQueryITCase {
    private static final String IMAGE =
            "CAST(ROW(x'010001ff', 'image/png', 5, 640, 480, 'RGB') AS IMAGE)";

    private TableEnvironmentImpl env;

    @BeforeEach
    void teachTheWords() {
        env = (TableEnvironmentImpl) TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(env);
    }

    @Test
    void givesMediaAsRowsAlsoWithinOthers() throws Exception {
        QueryOperation query =
                PythonQuery.withRows(
                        (QueryOperation)
                                env.getPlanner()
                                        .getParser()
                                        .parse(
                                                "SELECT 7 AS n, %1$s AS img, ARRAY[%1$s] AS many, MAP['a', %1$s] AS named, CAST(NULL AS TENSOR) AS t"
                                                        .formatted(IMAGE))
                                        .get(0));

        assertThat(query.getResolvedSchema().toString()).doesNotContain("STRUCTURED");
        assertThat(query.getResolvedSchema().getColumnNames())
                .containsExactly("n", "img", "many", "named", "t");
        TableResultInternal result = env.executeInternal(query);
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = result.collect()) {
            iterator.forEachRemaining(rows::add);
        }
        Row row = rows.get(0);
        assertThat(((Row) row.getField("img")).getField("width")).isEqualTo(640);
        assertThat(((Row) ((Object[]) row.getField("many"))[0]).getField("height")).isEqualTo(480);
        assertThat(((Row) ((Map<?, ?>) row.getField("named")).get("a")).getField("mode"))
                .isEqualTo("RGB");
        assertThat(row.getField("t")).isNull();
    }

    @Test
    void leavesQueriesOfOthersAsTheyAre() {
        QueryOperation query =
                (QueryOperation) env.getPlanner().getParser().parse("SELECT " + IMAGE).get(0);
        assertThat(PythonQuery.of(query)).isSameAs(query);
    }

    @Test
    void passesRowsToFunctionsInPython() {
        env.createTemporarySystemFunction(
                "PY",
                new PythonScalarFunction(
                        "py",
                        new byte[0],
                        (DataType[]) null,
                        DataTypes.STRING(),
                        PythonFunctionKind.GENERAL,
                        true,
                        true,
                        new PythonEnv(PythonEnv.ExecType.PROCESS)));
        PlannerQueryOperation query =
                (PlannerQueryOperation)
                        env.getPlanner()
                                .getParser()
                                .parse("SELECT PY(img) FROM (SELECT %s AS img)".formatted(IMAGE))
                                .get(0);
        assertThat(
                        RelOptUtil.toString(
                                CheckedPlan.of(
                                        query.getCalciteTree(),
                                        ReferenceBorder.of(env.getConfig()))))
                .contains("PY(CAST($0):RecordType");
    }
}
