// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.speech;

import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelSignature;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.ValidationException;

/** The inputs and outputs of models of speech: those of Silero's voice activity detector. */
public final class SpeechModel {
    /** The numbers of each of the two states. */
    static final int STATE = 128;

    private SpeechModel() {}

    /**
     * How such a model serves a row. Parts of one audio run one after the other.
     *
     * @throws ValidationException if the model is another one; it names both sides
     */
    public static ModelBinding binding(ModelSignature model) {
        List<ModelSignature.Tensor> inputs =
                Stream.of("input", "state", "sr")
                        .flatMap(name -> named(model.inputs(), name))
                        .toList();
        List<ModelSignature.Tensor> outputs =
                Stream.of("output", "stateN")
                        .flatMap(name -> named(model.outputs(), name))
                        .toList();
        boolean fits =
                model.inputs().size() == 3
                        && inputs.size() == 3
                        && outputs.size() == 2
                        && isFloat(inputs.get(0), 2)
                        && isFloat(inputs.get(1), 3)
                        && inputs.get(2).dtype().equals("INT64")
                        && inputs.get(2).shape().isEmpty();
        if (!fits) {
            throw new ValidationException(
                    "Speech segments need a model with the inputs input FLOAT[?, 576], state FLOAT[2, ?, 128], sr INT64[] and the outputs output and stateN, such as Silero's; this one has "
                            + model);
        }
        return new ModelBinding(inputs, ModelBinding.NO_BATCH, outputs, List.of());
    }

    private static Stream<ModelSignature.Tensor> named(
            List<ModelSignature.Tensor> tensors, String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name));
    }

    private static boolean isFloat(ModelSignature.Tensor tensor, int rank) {
        return tensor.dtype().equals("FLOAT") && tensor.shape().size() == rank;
    }
}
