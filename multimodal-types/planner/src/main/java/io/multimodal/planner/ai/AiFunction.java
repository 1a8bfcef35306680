// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCallBinding;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlModelCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkCalciteSqlValidator;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.utils.ShortcutUtils;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeCasts;

/**
 * A function over a model, such as {@code AI_EMBED(MODEL => MODEL m, INPUT => txt)}, whose value is
 * the model's first output. {@link AiCalls} plans it as {@code ML_PREDICT}; it has no runtime.
 */
public final class AiFunction extends SqlFunction {
    static final int MODEL = 0;

    private final AiOperands operands;
    private final AiOutput output;

    AiFunction(String name, AiOperands operands, AiOutput output) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                AiFunction::firstOutput,
                null,
                operands,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.operands = operands;
        this.output = output;
    }

    /** The function of a name in any case. */
    public static Optional<AiFunction> named(String name) {
        return Optional.ofNullable(AiFunctions.ALL.get(name.toUpperCase(Locale.ROOT)));
    }

    private static RelDataType firstOutput(SqlOperatorBinding binding) {
        if (binding instanceof SqlCallBinding call) {
            return ((SqlModelCall) call.operand(MODEL))
                    .getOutputType(call.getValidator())
                    .getFieldList()
                    .get(0)
                    .getType();
        }
        throw new IllegalStateException(
                "The type of %s was derived when it was validated, not from %s"
                        .formatted(
                                binding.getOperator().getName(),
                                ((RexCallBinding) binding).operands()));
    }

    /** Calcite takes names either for all arguments or for none; here, names may follow values. */
    @Override
    public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
        List<SqlNode> given = call.getOperandList();
        if (!operands.getOperandCountRange().isValidCount(given.size())) {
            throw refused(
                    "has %d arguments; write %s"
                            .formatted(given.size(), operands.example(getName())));
        }
        boolean isNamed = given.stream().anyMatch(AiFunction::isNamed);
        List<SqlNode> rewritten = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            SqlNode operand = ModelOperand.in(given.get(i));
            rewritten.add(
                    isNamed && !isNamed(operand) && i < operands.paramNames().size()
                            ? named(operand, operands.paramNames().get(i))
                            : operand);
        }
        return createCall(
                call.getFunctionQuantifier(),
                call.getParserPosition(),
                operands.instruction()
                        .map(instruction -> told(validator, rewritten, instruction))
                        .orElse(rewritten));
    }

    /** The same operands, with a model that is told what to answer if the call says it. */
    private List<SqlNode> told(
            SqlValidator validator, List<SqlNode> given, Instruction instruction) {
        Optional<SqlNode> value = given(given, instruction.name());
        return given.stream()
                .map(
                        operand ->
                                value.isPresent() && value(operand) instanceof ModelOperand model
                                        ? withValue(
                                                operand,
                                                told(validator, model, instruction, value.get()))
                                        : operand)
                .toList();
    }

    private SqlNode told(
            SqlValidator validator, ModelOperand model, Instruction instruction, SqlNode value) {
        return model.asking(
                InstructedModel.of(
                        getName(),
                        model.declared(),
                        instruction,
                        value,
                        ShortcutUtils.unwrapContext(
                                        ((FlinkCalciteSqlValidator) validator).getRelOptCluster())
                                .getClassLoader()));
    }

    /** The value of a parameter, by its name or by its place. */
    private Optional<SqlNode> given(List<SqlNode> given, String name) {
        int place = operands.paramNames().indexOf(name);
        boolean isNamed = given.stream().anyMatch(AiFunction::isNamed);
        return isNamed
                ? given.stream()
                        .filter(operand -> isNamed(operand) && nameOf(operand).equals(name))
                        .map(AiFunction::value)
                        .findFirst()
                : Optional.of(given).filter(all -> all.size() > place).map(all -> all.get(place));
    }

    private static String nameOf(SqlNode named) {
        SqlIdentifier name = ((SqlCall) named).operand(1);
        return name.getSimple().toUpperCase(Locale.ROOT);
    }

    private static SqlNode value(SqlNode operand) {
        return isNamed(operand) ? ((SqlCall) operand).operand(0) : operand;
    }

    private static SqlNode withValue(SqlNode operand, SqlNode value) {
        return isNamed(operand) ? named(value, nameOf(operand)) : value;
    }

    private static boolean isNamed(SqlNode operand) {
        return operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
    }

    private static SqlNode named(SqlNode operand, String name) {
        SqlParserPos position = operand.getParserPosition();
        return SqlStdOperatorTable.ARGUMENT_ASSIGNMENT.createCall(
                position, operand, new SqlIdentifier(name, position));
    }

    /**
     * Compares the arguments with the model's inputs, and its outputs with the function.
     *
     * @throws ValidationException which names both sides
     */
    void check(SqlCallBinding call) {
        if (!(call.operand(MODEL) instanceof ModelOperand model)) {
            throw refused(
                    "takes a model as its first argument, not "
                            + call.operand(MODEL)
                            + "; write "
                            + operands.example(getName()));
        }
        String name = model.declared().getIdentifier().asSummaryString();
        List<RelDataTypeField> inputs = model.getInputType(call.getValidator()).getFieldList();
        List<RelDataTypeField> outputs = model.getOutputType(call.getValidator()).getFieldList();
        List<Integer> given = given(call);
        if (given.size() != inputs.size()) {
            throw refused(
                    "gives the model %s %s, but it takes %s; declare a model with these inputs, or call ML_PREDICT(TABLE …, MODEL %s, DESCRIPTOR(%s))"
                            .formatted(
                                    name,
                                    operands.names(given),
                                    described(inputs),
                                    name,
                                    String.join(
                                            ", ",
                                            inputs.stream()
                                                    .map(RelDataTypeField::getName)
                                                    .toList())));
        }
        for (int i = 0; i < inputs.size(); i++) {
            LogicalType argument =
                    FlinkTypeFactory.toLogicalType(call.getOperandType(given.get(i)));
            LogicalType input = FlinkTypeFactory.toLogicalType(inputs.get(i).getType());
            if (!LogicalTypeCasts.supportsImplicitCast(argument, input)) {
                throw refused(
                        "gives the model %s an argument %s of the type %s, but its input %s is of the type %s"
                                .formatted(
                                        name,
                                        operands.names(List.of(given.get(i))),
                                        TypeText.of(argument),
                                        inputs.get(i).getName(),
                                        TypeText.of(input)));
            }
        }
        if (!output.accepts(FlinkTypeFactory.toLogicalType(outputs.get(0).getType()))) {
            throw refused(
                    "takes a model whose first output is %s, but the model %s gives %s; its outputs are had by ML_PREDICT(TABLE …, MODEL %s, …)"
                            .formatted(output.description(), name, described(outputs), name));
        }
    }

    private ValidationException refused(String why) {
        return new ValidationException(getName() + " " + why);
    }

    /** Whether a parameter feeds the model. */
    boolean feeds(int position) {
        return operands.feeds(position);
    }

    /** The positions of the arguments that feed the model, in the order of its inputs. */
    private List<Integer> given(SqlCallBinding call) {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < call.getOperandCount(); i++) {
            if (operands.feeds(i) && !isDefault(call.operand(i))) {
                given.add(i);
            }
        }
        return given;
    }

    private static boolean isDefault(SqlNode operand) {
        return operand.getKind() == SqlKind.DEFAULT;
    }

    private static String described(List<RelDataTypeField> columns) {
        return columns.stream()
                .map(
                        column ->
                                column.getName()
                                        + " "
                                        + TypeText.of(
                                                FlinkTypeFactory.toLogicalType(column.getType())))
                .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }
}
