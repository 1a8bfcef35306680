// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Holds the arguments of a call against what its function takes: constants once, when the query is
 * planned; what is not a constant at each call.
 */
final class ArgumentChecks implements Serializable {
    private static final long serialVersionUID = 1L;

    private final FunctionSpec spec;

    /** The arguments that were constants, and were found to be good. */
    private final BitSet constants;

    private ArgumentChecks(FunctionSpec spec, BitSet constants) {
        this.spec = spec;
        this.constants = constants;
    }

    /** Checks of a call of which nothing is known yet. */
    static ArgumentChecks ofAll(FunctionSpec spec) {
        return new ArgumentChecks(spec, new BitSet());
    }

    /**
     * Checks the constants of a call; the others are left for each row.
     *
     * @throws ValidationException in one sentence that names the function and the argument
     */
    static ArgumentChecks planned(FunctionSpec spec, CallContext call) {
        int count = spec.arguments().size();
        Object[] values = new Object[count];
        BitSet constants = new BitSet();
        for (int i = 0; i < count; i++) {
            boolean missing = i >= call.getArgumentDataTypes().size() || call.isArgumentNull(i);
            Optional<Object> constant = missing ? Optional.empty() : constant(call, i);
            values[i] = constant.orElse(null);
            constants.set(i, missing || constant.isPresent());
        }
        ArgumentChecks checks = new ArgumentChecks(spec, constants);
        BitSet unknown = new BitSet();
        unknown.set(0, count);
        unknown.andNot(constants);
        checks.problem(values, unknown, true)
                .ifPresent(
                        problem -> {
                            throw new ValidationException(sentence(call.getName(), problem));
                        });
        return checks;
    }

    /**
     * Checks that a constant place may be read.
     *
     * @throws ValidationException if it lies under none of the configured prefixes, or is not a
     *     place
     */
    static void place(FunctionSpec spec, CallContext call, StoreConfig config) {
        if (spec.place().isEmpty() || !call.isArgumentLiteral(spec.place().getAsInt())) {
            return;
        }
        Optional<Object> uri = constant(call, spec.place().getAsInt());
        try (ExternalObjects places = ExternalObjects.under(config.externals().values())) {
            if (uri.isPresent()) {
                places.checkAllowed(uri.get().toString());
            }
        } catch (RefusedException e) {
            // Not as its cause: Flink's SQL client shows the root of all causes alone.
            throw new ValidationException(sentence(call.getName(), e.getMessage()));
        }
    }

    /**
     * Checks the arguments of one call that are not constants.
     *
     * @throws MediaException INVALID_ARGUMENT if one cannot be
     */
    void check(String function, Object[] arguments) throws MediaException {
        Optional<String> problem = problem(arguments, constants, false);
        if (problem.isPresent()) {
            throw new MediaException(ErrorCode.INVALID_ARGUMENT, sentence(function, problem.get()));
        }
    }

    /**
     * @param passedOver the arguments that are not looked at
     */
    private Optional<String> problem(Object[] values, BitSet passedOver, boolean planning) {
        List<Argument> arguments = spec.argumentList();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (!passedOver.get(i) && value(values, i) != null) {
                Optional<String> problem = argument.allowed().problem(values[i]);
                if (problem.isPresent()) {
                    return Optional.of(argument.name() + " " + problem.get());
                }
            }
        }
        for (Rule rule : spec.rules()) {
            Optional<String> problem = problem(rule, values, planning);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** A rule about constants alone is for planning, any other one for each row. */
    private Optional<String> problem(Rule rule, Object[] values, boolean planning) {
        if (planning != rule.positions().stream().allMatch(constants::get)) {
            return Optional.empty();
        }
        List<Object> concerned = new ArrayList<>();
        rule.positions().forEach(position -> concerned.add(value(values, position)));
        return rule.check().problem(concerned);
    }

    private static Object value(Object[] values, int position) {
        return position < values.length ? values[position] : null;
    }

    private static Optional<Object> constant(CallContext call, int position) {
        if (!call.isArgumentLiteral(position)) {
            return Optional.empty();
        }
        LogicalType type = call.getArgumentDataTypes().get(position).getLogicalType();
        if (type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            return call.getArgumentValue(position, String.class).map(Object.class::cast);
        } else if (type.is(LogicalTypeFamily.NUMERIC)) {
            return call.getArgumentValue(position, BigDecimal.class).map(Object.class::cast);
        } else if (type.is(LogicalTypeRoot.BOOLEAN)) {
            return call.getArgumentValue(position, Boolean.class).map(Object.class::cast);
        }
        return Optional.empty();
    }

    private static String sentence(String function, String problem) {
        return "Cannot call " + function + ": " + problem;
    }

    @Override
    public String toString() {
        return spec.name() + Arrays.toString(constants.stream().toArray());
    }
}
