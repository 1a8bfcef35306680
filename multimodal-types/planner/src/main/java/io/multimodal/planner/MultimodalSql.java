// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.annotation.Public;
import io.multimodal.planner.check.CheckedBatchProgram;
import io.multimodal.planner.check.CheckedStreamProgram;
import io.multimodal.planner.coercion.MultimodalOperatorTable;
import io.multimodal.planner.coercion.MultimodalTypeFactory;
import io.multimodal.planner.parser.MultimodalParserFactory;
import io.multimodal.planner.parser.TypeRegistry;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.apache.flink.table.api.PlannerConfig;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.delegation.Planner;
import org.apache.flink.table.planner.calcite.CalciteConfig;
import org.apache.flink.table.planner.calcite.CalciteConfigBuilder;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.delegation.PlannerContext;

/**
 * Adds the type names {@code IMAGE}, {@code AUDIO}, {@code VIDEO}, {@code TENSOR} and {@code FILE}
 * to a table environment, for embedded programs whose class path has Flink's plain planner ({@code
 * flink-table-planner_2.12}).
 *
 * <pre>{@code
 * TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
 * MultimodalSql.install(env);
 * env.executeSql("CREATE TABLE photos (name STRING, img IMAGE) WITH (…)");
 * }</pre>
 */
@Public
public final class MultimodalSql {
    private MultimodalSql() {}

    /**
     * Adds the type names wherever SQL has a type. Idempotent. Call it from the thread that uses
     * the environment.
     *
     * @throws ValidationException if the environment's planner is not Flink's plain planner
     */
    public static void install(TableEnvironment env) {
        Planner planner =
                env instanceof TableEnvironmentImpl internal ? internal.getPlanner() : null;
        if (!(planner instanceof PlannerBase base)) {
            throw new ValidationException(
                    "Cannot teach SQL the multimodal types: the planner is "
                            + (planner == null ? "unknown" : planner.getClass().getName())
                            + ", not that of flink-table-planner_2.12; put that jar on the class path in place of flink-table-planner-loader");
        }
        install(base);
    }

    static void install(PlannerBase planner) {
        MultimodalTypeFactory.install(planner.plannerContext());
        TypeRegistry registry =
                new TypeRegistry(
                        planner.plannerContext().createCatalogReader(false).getRootSchema());
        registry.registerWords();
        TableConfig config = planner.getTableConfig();
        PlannerConfig before = config.getPlannerConfig();
        config.setPlannerConfig(
                extended(
                        before instanceof CalciteConfig calcite ? calcite : CalciteConfig.DEFAULT(),
                        registry,
                        planner.plannerContext()));
    }

    /** Somebody's own optimiser programs and operators stay, where there are any. */
    private static CalciteConfig extended(
            CalciteConfig config, TypeRegistry registry, PlannerContext context) {
        CalciteConfigBuilder builder =
                CalciteConfig.createBuilder(config).replaceSqlParserConfig(parserConfig(registry));
        if (config.getSqlOperatorTable().isEmpty()) {
            builder.replaceSqlOperatorTable(new MultimodalOperatorTable(context));
        }
        if (config.getStreamProgram().isEmpty()) {
            builder.replaceStreamProgram(new CheckedStreamProgram());
        }
        if (config.getBatchProgram().isEmpty()) {
            builder.replaceBatchProgram(new CheckedBatchProgram());
        }
        return builder.build();
    }

    /** Flink's own, but for the lexer. */
    private static SqlParser.Config parserConfig(TypeRegistry registry) {
        return SqlParser.config()
                .withParserFactory(new MultimodalParserFactory(registry))
                .withConformance(FlinkSqlConformance.DEFAULT)
                .withLex(Lex.JAVA)
                .withIdentifierMaxLength(256);
    }
}
