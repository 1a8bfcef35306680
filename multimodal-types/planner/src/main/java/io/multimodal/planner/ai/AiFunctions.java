// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions over models. */
final class AiFunctions {
    private static final String MODEL = "MODEL";
    private static final String INPUT = "INPUT";

    /** By name, in upper case. */
    static final Map<String, AiFunction> ALL =
            Stream.of(
                            new AiFunction(
                                    "AI_EMBED", AiOperands.of(2, MODEL, INPUT), AiOutput.EMBEDDING),
                            new AiFunction(
                                    "AI_CLASSIFY",
                                    AiOperands.of(2, MODEL, INPUT).told(Instruction.LABELS),
                                    AiOutput.LABEL),
                            new AiFunction(
                                    "AI_EXTRACT",
                                    AiOperands.of(3, MODEL, INPUT).told(Instruction.SCHEMA),
                                    AiOutput.ROW),
                            new AiFunction(
                                    "AI_TRANSCRIBE", AiOperands.of(2, MODEL, INPUT), AiOutput.TEXT),
                            new AiFunction(
                                    "AI_COMPLETE",
                                    AiOperands.of(2, MODEL, "PROMPT", INPUT),
                                    AiOutput.TEXT))
                    .collect(
                            Collectors.toUnmodifiableMap(AiFunction::getName, Function.identity()));

    private AiFunctions() {}
}
