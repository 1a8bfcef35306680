// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.inference.ArgumentTypeStrategy;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.inference.TypeStrategy;

/** The types of a function for Flink. */
final class SpecTypes {
    private SpecTypes() {}

    static TypeInference of(FunctionSpec spec) {
        TypeInference.Builder types = TypeInference.newBuilder();
        if (spec.arguments().stream().anyMatch(a -> a.isAnyMedia() || a.optional())) {
            // Flink has named arguments only where each has one type; and where one may be left
            // out, Calcite refuses an IMAGE NOT NULL, or with parameters, for an IMAGE.
            types.inputTypeStrategy(new SpecArguments(spec, positions(spec.arguments())));
        } else {
            types.staticArguments(
                    spec.arguments().stream()
                            .map(
                                    argument ->
                                            StaticArgument.scalar(
                                                    argument.name(),
                                                    argument.type().toInternal(),
                                                    argument.optional()))
                            .toList());
        }
        TypeStrategy result =
                spec.result() == null
                        ? call -> Optional.of(call.getArgumentDataTypes().get(0).toInternal())
                        : TypeStrategies.explicit(spec.result().toInternal());
        TypeStrategy nullable = TypeStrategies.forceNullable(result);
        return types.outputTypeStrategy(
                        call -> {
                            ArgumentChecks.planned(spec, call);
                            return nullable.inferType(call);
                        })
                .build();
    }

    private static InputTypeStrategy positions(List<Argument> arguments) {
        List<InputTypeStrategy> ways = new ArrayList<>();
        for (int given = 0; given <= arguments.size(); given++) {
            if (given == arguments.size() || arguments.get(given).optional()) {
                List<Argument> these = arguments.subList(0, given);
                ways.add(
                        InputTypeStrategies.sequence(
                                these.stream().map(Argument::name).toList(),
                                these.stream().map(SpecTypes::strategy).toList()));
            }
        }
        return ways.size() == 1
                ? ways.get(0)
                : InputTypeStrategies.or(ways.toArray(InputTypeStrategy[]::new));
    }

    private static ArgumentTypeStrategy strategy(Argument argument) {
        return argument.isAnyMedia()
                ? new AnyMedia()
                : InputTypeStrategies.explicit(argument.type().toInternal());
    }
}
