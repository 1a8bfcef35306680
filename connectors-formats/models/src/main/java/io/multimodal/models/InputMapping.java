// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.api.ValidationException;

/**
 * Which input of the model each column feeds: the one that the option {@code input.<column>} names,
 * or the one with the column's name, or the only one that is left for the only column that is left.
 */
final class InputMapping {
    private final List<ModelColumn> columns;
    private final ModelSignature signature;

    /** By the name of the column. */
    private final Map<String, String> named;

    /**
     * @param named the model's inputs that options name, by the column
     */
    InputMapping(List<ModelColumn> columns, ModelSignature signature, Map<String, String> named) {
        this.columns = columns;
        this.signature = signature;
        this.named = named;
    }

    /**
     * The input for each column, in the order of the columns.
     *
     * @throws ValidationException if one feeds none or an input is fed by none; it names both sides
     */
    List<ModelSignature.Tensor> inputs() {
        Map<ModelColumn, ModelSignature.Tensor> fed = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (ModelColumn column : columns) {
            Optional.ofNullable(named.get(column.name()))
                    .map(input -> input(column, input))
                    .or(() -> find(column.name()))
                    .filter(input -> taken.add(input.name()))
                    .ifPresent(input -> fed.put(column, input));
        }
        List<ModelColumn> idle = columns.stream().filter(c -> !fed.containsKey(c)).toList();
        List<ModelSignature.Tensor> hungry =
                signature.inputs().stream().filter(i -> !taken.contains(i.name())).toList();
        if (idle.size() == 1 && hungry.size() == 1 && !named.containsKey(idle.get(0).name())) {
            fed.put(idle.get(0), hungry.get(0));
        } else if (!idle.isEmpty() || !hungry.isEmpty()) {
            throw new ValidationException(unmatched(idle, hungry));
        }
        List<ModelSignature.Tensor> inputs = new ArrayList<>();
        columns.forEach(column -> inputs.add(fed.get(column)));
        return inputs;
    }

    private ModelSignature.Tensor input(ModelColumn column, String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "The option 'input.%s' names '%s', but the model's inputs are %s"
                                                .formatted(
                                                        column.name(), name, signature.inputs())));
    }

    private Optional<ModelSignature.Tensor> find(String name) {
        return signature.inputs().stream().filter(input -> input.name().equals(name)).findFirst();
    }

    private String unmatched(List<ModelColumn> idle, List<ModelSignature.Tensor> hungry) {
        String one =
                hungry.isEmpty()
                        ? "The columns %s feed no input that is left".formatted(idle)
                        : "The model's inputs %s are fed by no column".formatted(hungry);
        return one
                + ": INPUT is %s, and the model's inputs are %s. Declare one column for each input, and name an input that has not the column's name by 'input.<column>' = '<input>'"
                        .formatted(columns, signature.inputs());
    }
}
