// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.train;

import io.multimodal.types.training.ModelTrainerFactory;
import io.multimodal.types.training.PlannedTraining;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModelAs;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableResultImpl;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.api.internal.TableResultUtils;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogManager;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.ddl.CreateModelOperation;
import org.apache.flink.table.operations.ddl.CreateOperation;
import org.apache.flink.table.planner.delegation.PlannerBase;
import org.apache.flink.table.planner.operations.SqlNodeToOperationConversion;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/**
 * Trains a model with the rows of a query, and creates it when that has succeeded. Its result is
 * how the model was trained: the options of its card.
 */
final class CreateModelAs implements CreateOperation {
    private static final String TASK = "task";
    private static final String CARD = "card.";

    private final SqlCreateModelAs statement;
    private final String text;
    private final BatchJobs jobs;

    /**
     * @param text of the statement, which the planner of the job parses once more: parsed types
     *     belong to a planner
     */
    CreateModelAs(SqlCreateModelAs statement, String text, BatchJobs jobs) {
        this.statement = statement;
        this.text = text;
        this.jobs = jobs;
    }

    @Override
    public String asSummaryString() {
        return "CREATE MODEL " + statement.getName() + " AS SELECT";
    }

    @Override
    public TableResultInternal execute(Context context) {
        CatalogManager catalogs = context.getCatalogManager();
        ObjectIdentifier model =
                catalogs.qualifyIdentifier(UnresolvedIdentifier.of(statement.getFullName()));
        if (exists(catalogs, model)) {
            if (statement.isIfNotExists()) {
                return TableResultImpl.TABLE_RESULT_OK;
            }
            throw new ValidationException(
                    "There is a model %s already; drop it, or write CREATE MODEL IF NOT EXISTS"
                            .formatted(model.asSummaryString()));
        }
        BatchJobs.BatchJob job = jobs.begin(context.getResourceManager());
        QueryOperation query = query(model, job.planner(), catalogs);
        PlannedTraining training =
                trainer()
                        .plan(
                                model.getObjectName(),
                                statement.getProperties(),
                                query.getResolvedSchema(),
                                job.planner().getTableConfig());
        Map<String, String> options = trained(model, job, TrainingQuery.of(query, training));
        new CreateModelOperation(
                        model,
                        catalogs.resolveCatalogModel(
                                CatalogModel.of(
                                        training.input(),
                                        training.output(),
                                        options,
                                        statement.getComment())),
                        statement.isIfNotExists(),
                        statement.isTemporary())
                .execute(context);
        return report(options);
    }

    /** Whether the name is taken; asked before hours of training, not after them. */
    private boolean exists(CatalogManager catalogs, ObjectIdentifier model) {
        if (statement.isTemporary()) {
            return catalogs.isTemporaryModel(model);
        }
        Catalog catalog = catalogs.getCatalogOrThrowException(model.getCatalogName());
        if (!catalog.databaseExists(model.getDatabaseName())) {
            throw new ValidationException(
                    "There is no database '%s' in the catalog '%s' for the model '%s'"
                            .formatted(
                                    model.getDatabaseName(),
                                    model.getCatalogName(),
                                    model.getObjectName()));
        }
        try {
            return catalog.modelExists(model.toObjectPath());
        } catch (CatalogException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    private ModelTrainerFactory trainer() {
        String task = statement.getProperties().get(TASK);
        if (task == null) {
            throw new ValidationException(
                    "CREATE MODEL %s AS SELECT needs the option 'task', which says what is trained, such as 'task' = 'kmeans'"
                            .formatted(statement.getName()));
        }
        return FactoryUtil.discoverFactory(
                jobs.session().getClassLoader(), ModelTrainerFactory.class, task);
    }

    private QueryOperation query(
            ObjectIdentifier model, PlannerBase planner, CatalogManager catalogs) {
        SqlCreateModelAs parsed =
                (SqlCreateModelAs)
                        planner.plannerContext().createCalciteParser().parseSqlList(text).get(0);
        try {
            return (QueryOperation)
                    SqlNodeToOperationConversion.convert(
                                    planner.plannerContext().createFlinkPlanner(),
                                    catalogs,
                                    parsed.getAsQuery())
                            .orElseThrow(() -> new TableException("Not a query: " + text));
        } catch (ValidationException e) {
            throw TrainingFailure.isUnbounded(e) ? TrainingFailure.of(model, e) : e;
        }
    }

    @SuppressWarnings("unchecked") // The aggregate says so.
    private Map<String, String> trained(
            ObjectIdentifier model, BatchJobs.BatchJob job, QueryOperation training) {
        try {
            Row row = job.onlyRow(asSummaryString(), training);
            return (Map<String, String>) row.getField(0);
        } catch (Exception e) {
            throw TrainingFailure.of(model, e);
        }
    }

    private static TableResultInternal report(Map<String, String> options) {
        Object[][] rows =
                new TreeMap<>(options)
                        .entrySet().stream()
                                .filter(option -> option.getKey().startsWith(CARD))
                                .map(
                                        option ->
                                                new Object[] {
                                                    option.getKey().substring(CARD.length()),
                                                    option.getValue()
                                                })
                                .toArray(Object[][]::new);
        return TableResultUtils.buildTableResult(
                new String[] {"name", "value"},
                new DataType[] {DataTypes.STRING(), DataTypes.STRING()},
                rows);
    }
}
