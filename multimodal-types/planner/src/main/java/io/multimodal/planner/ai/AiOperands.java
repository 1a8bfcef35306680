// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The parameters of a function over a model; the model is the first.
 *
 * @param required how many of them are not optional
 * @param instruction the last of them, which feeds no input of the model
 */
record AiOperands(int required, List<String> paramNames, Optional<Instruction> instruction)
        implements SqlOperandMetadata {
    static AiOperands of(int required, String... names) {
        return new AiOperands(required, List.of(names), Optional.empty());
    }

    /** The same, and what the model is told. */
    AiOperands told(Instruction last) {
        List<String> names = new ArrayList<>(paramNames);
        names.add(last.name());
        return new AiOperands(required, List.copyOf(names), Optional.of(last));
    }

    /** Whether a parameter feeds the model. */
    boolean feeds(int position) {
        return position > AiFunction.MODEL
                && !instruction
                        .map(last -> last.name().equals(paramNames.get(position)))
                        .orElse(false);
    }

    /** A call as a statement writes it. */
    String example(String function) {
        return paramNames.stream()
                .skip(1)
                .map(name -> ", " + name + " => …")
                .collect(Collectors.joining("", function + "(MODEL => MODEL m", ")"));
    }

    /** The names of some parameters. */
    String names(List<Integer> positions) {
        return positions.isEmpty()
                ? "no argument"
                : positions.stream().map(paramNames::get).collect(Collectors.joining(", "));
    }

    @Override
    public List<RelDataType> paramTypes(RelDataTypeFactory types) {
        return Collections.nCopies(paramNames.size(), types.createSqlType(SqlTypeName.ANY));
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
        ((AiFunction) call.getOperator()).check(call);
        return true;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.between(required, paramNames.size());
    }

    @Override
    public boolean isOptional(int ordinal) {
        return ordinal >= required;
    }

    @Override
    public boolean isFixedParameters() {
        return true;
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return IntStream.range(1, paramNames.size())
                .mapToObj(
                        i ->
                                (isOptional(i) ? "[, " : ", ")
                                        + paramNames.get(i)
                                        + (isOptional(i) ? "]" : ""))
                .collect(Collectors.joining("", name + "(MODEL model_name", ")"));
    }
}
