// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * A benchmark as a command of {@code bin/bench}.
 *
 * @param program measures; its words are the values of the operands that have one
 */
record Benchmark(String name, String description, Program program, List<Operand> operands) {
    /** What measures. */
    interface Program {
        /** Returns the exit code. */
        int run(String... words) throws Exception;
    }

    /** The main method of a class. */
    interface Main {
        void run(String[] words) throws Exception;
    }

    static Benchmark of(String name, String description, Main main, Operand... operands) {
        Program program =
                words -> {
                    main.run(words);
                    return 0;
                };
        return new Benchmark(name, description, program, List.of(operands));
    }

    /** Whole processes are measured by a script, from outside. */
    static Benchmark ofScript(String name, String description, Operand... operands) {
        Program program =
                words -> {
                    Path script =
                            Path.of(
                                    System.getProperty("multimodal.home", "."),
                                    "tests/benchmarks/shell.py");
                    List<String> command = new ArrayList<>();
                    Stream.of("python3", script.toString(), name).forEach(command::add);
                    command.addAll(List.of(words));
                    return new ProcessBuilder(command).inheritIO().start().waitFor();
                };
        return new Benchmark(name, description, program, List.of(operands));
    }

    CommandSpec command() {
        List<PositionalParamSpec> parameters = new ArrayList<>();
        for (Operand operand : operands) {
            parameters.add(operand.at(parameters.size()));
        }
        Callable<Integer> call = () -> run(parameters);
        CommandSpec command = CommandSpec.wrapWithoutInspection(call).name(name);
        command.usageMessage().description(description);
        parameters.forEach(command::addPositional);
        return command;
    }

    private int run(List<PositionalParamSpec> parameters) throws Exception {
        List<Object> values =
                parameters.stream()
                        .<Object>map(PositionalParamSpec::getValue)
                        .filter(Objects::nonNull)
                        .toList();
        if (operands.contains(Operand.DISK) && !Files.isDirectory((Path) values.get(0))) {
            throw new ParameterException(
                    parameters.get(0).command().commandLine(),
                    "There is no folder '%s'; give a folder on the disk that is to be measured"
                            .formatted(values.get(0)));
        }
        return program.run(values.stream().map(String::valueOf).toArray(String[]::new));
    }
}
