// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.evaluate;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlModelCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.ml.TaskType;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.sql.ml.SqlMLTableFunction;
import org.apache.flink.table.planner.functions.utils.SqlValidatorUtils;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * {@code ML_EVALUATE(TABLE t, MODEL m, DESCRIPTOR(label), DESCRIPTOR(features), 'task'[, MAP[…]])},
 * with Flink's parameters. Flink's own refuses models with several outputs; this one compares the
 * label with the first of them.
 */
public final class EvaluateFunction extends SqlMLTableFunction {
    /** In place of Flink's. */
    public static final EvaluateFunction INSTANCE = new EvaluateFunction();

    static final int MODEL = 1;
    static final int LABEL = 2;
    static final int FEATURES = 3;
    static final int TASK = 4;
    static final int CONFIG = 5;

    private EvaluateFunction() {
        super("ML_EVALUATE", new Operands());
    }

    /** The parameter of the table is none of the scalar ones. */
    @Override
    public boolean argumentMustBeScalar(int ordinal) {
        return ordinal != 0;
    }

    @Override
    protected RelDataType inferRowType(SqlOperatorBinding binding) {
        FlinkTypeFactory types = (FlinkTypeFactory) binding.getTypeFactory();
        return types.builder()
                .kind(binding.getOperandType(0).getStructKind())
                .add("result", types.createFieldTypeFromLogicalType(EvaluatedModels.RESULT))
                .build();
    }

    private static final class Operands implements SqlOperandMetadata {
        private static final List<String> NAMES =
                List.of(PARAM_INPUT, PARAM_MODEL, "LABEL", "ARGS", "TASK", PARAM_CONFIG);

        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory types) {
            return Collections.nCopies(
                    NAMES.size(), types.createSqlType(org.apache.calcite.sql.type.SqlTypeName.ANY));
        }

        @Override
        public List<String> paramNames() {
            return NAMES;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(CONFIG, NAMES.size());
        }

        @Override
        public boolean isOptional(int ordinal) {
            return ordinal == CONFIG;
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return name
                    + "(TABLE table_name, MODEL model_name, DESCRIPTOR(label_column), DESCRIPTOR(feature_columns), 'task'[, MAP[...]])";
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            if (!SqlValidatorUtils.checkTableAndDescriptorOperands(call, LABEL, FEATURES)) {
                return SqlValidatorUtils.throwValidationSignatureErrorOrReturnFalse(
                        call, throwOnFailure);
            }
            Optional<RuntimeException> wrong =
                    Stream.<Check>of(
                                    () -> checkModelSignature(call, FEATURES),
                                    () -> checkTable(call.operand(0)),
                                    () -> checkLabel(call),
                                    () ->
                                            call.getOperandCount() == NAMES.size()
                                                    ? checkConfig(call, call.operand(CONFIG))
                                                    : Optional.empty())
                            .map(Check::wrong)
                            .flatMap(Optional::stream)
                            .findFirst();
            return SqlValidatorUtils.throwExceptionOrReturnFalse(wrong, throwOnFailure);
        }

        private static Optional<RuntimeException> checkTable(SqlNode table) {
            boolean partitioned =
                    table.getKind() == SqlKind.SET_SEMANTICS_TABLE
                            && !((SqlCall) table).<SqlNodeList>operand(1).isEmpty();
            return partitioned
                    ? refused(
                            "ML_EVALUATE takes a table without PARTITION BY; evaluate a query of each part: (SELECT … WHERE …)")
                    : Optional.empty();
        }

        private static Optional<RuntimeException> checkLabel(SqlCallBinding call) {
            Optional<TaskType> task = task(call.operand(TASK));
            if (task.isEmpty()) {
                return refused(
                        "The task of ML_EVALUATE is one of the texts "
                                + Stream.of(TaskType.values())
                                        .map(known -> "'" + known.getName() + "'")
                                        .collect(Collectors.joining(", "))
                                + ", not "
                                + call.operand(TASK));
            }
            List<SqlNode> columns = ((SqlCall) call.operand(LABEL)).getOperandList();
            if (columns.size() != 1) {
                return refused(
                        "ML_EVALUATE takes one column as the label, not %d"
                                .formatted(columns.size()));
            }
            RelDataType table = call.getValidator().getValidatedNodeType(call.operand(0));
            int label =
                    call.getValidator()
                            .getCatalogReader()
                            .nameMatcher()
                            .indexOf(
                                    table.getFieldNames(),
                                    ((SqlIdentifier) columns.get(0)).getSimple());
            RelDataTypeField output =
                    ((SqlModelCall) call.operand(MODEL))
                            .getOutputType(call.getValidator())
                            .getFieldList()
                            .get(0);
            LogicalType labelType =
                    FlinkTypeFactory.toLogicalType(table.getFieldList().get(label).getType());
            LogicalType outputType = FlinkTypeFactory.toLogicalType(output.getType());
            return Compared.of(task.get(), labelType, outputType).isPresent()
                    ? Optional.empty()
                    : refused(
                            "ML_EVALUATE with the task '%s' compares %s; the label '%s' is of the type %s and the model's output '%s' of the type %s"
                                    .formatted(
                                            task.get().getName(),
                                            Compared.described(task.get()),
                                            table.getFieldNames().get(label),
                                            labelType.asSummaryString(),
                                            output.getName(),
                                            outputType.asSummaryString()));
        }

        private static Optional<TaskType> task(SqlNode node) {
            return node instanceof SqlCharStringLiteral literal
                    ? Stream.of(TaskType.values())
                            .filter(task -> task.getName().equals(literal.toValue()))
                            .findFirst()
                    : Optional.empty();
        }

        private static Optional<RuntimeException> refused(String why) {
            return Optional.of(new ValidationException(why));
        }

        /** A check, which is made only if those before it found nothing. */
        private interface Check {
            Optional<RuntimeException> wrong();
        }
    }
}
