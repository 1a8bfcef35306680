// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.input.RowLengths;
import io.multimodal.models.internal.input.TextInput;
import io.multimodal.models.internal.input.TextInput.Part;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.models.spi.TextTokenizer;
import io.multimodal.models.spi.TextTokenizerFactory;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.spi.Extensions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/** How a text becomes the tokens that a model takes, by the options and the model's inputs. */
final class TextOptions {
    /** Below this, lengths are no closer to each other: a shorter text costs nearly as much. */
    private static final int SHORTEST = 16;

    private final TaskContext context;

    TextOptions(TaskContext context) {
        this.context = context;
    }

    /** Whether the model has inputs that a text feeds. */
    static boolean isOfText(ModelSignature signature) {
        return signature.inputs().stream().anyMatch(input -> input.name().equals(Part.IDS.input()));
    }

    /** The model's inputs that a text feeds. */
    List<ModelSignature.Tensor> inputs() {
        return context.signature().inputs().stream()
                .filter(
                        input ->
                                Arrays.stream(Part.values())
                                        .anyMatch(part -> part.input().equals(input.name())))
                .toList();
    }

    /**
     * The input of a column, and what it feeds.
     *
     * @throws ValidationException if the model or the tokenizer does not fit
     */
    ColumnInputs.Fed of(ModelColumn column) {
        List<ModelSignature.Tensor> inputs = inputs();
        List<RowLengths> lengths =
                inputs.stream()
                        .map(input -> new RowLengths(input, input.shape().size() - 1))
                        .toList();
        boolean fits =
                lengths.stream()
                                .allMatch(
                                        input ->
                                                input.batchDimensions() >= 0
                                                        && input.batchDimensions() <= 1
                                                        && input.input()
                                                                .dtype()
                                                                .equals(inputs.get(0).dtype()))
                        && List.of("INT64", "INT32").contains(inputs.get(0).dtype());
        if (!fits) {
            throw new ValidationException(
                    "The column %s feeds %s, but a text is INT64 or INT32 of shape [batch, tokens] or [tokens]"
                            .formatted(column, inputs));
        }
        List<Integer> buckets = buckets(inputs.get(0));
        byte[] file = file(column);
        TextInput text =
                new TextInput(
                        tokenizer(file, buckets.get(buckets.size() - 1)),
                        ContentId.hash(file).hex(),
                        inputs.stream().map(TextOptions::part).toList(),
                        ElementType.of(inputs.get(0).dtype()).orElseThrow(),
                        buckets);
        return new ColumnInputs.Fed(text, lengths);
    }

    private static Part part(ModelSignature.Tensor input) {
        return Arrays.stream(Part.values())
                .filter(part -> part.input().equals(input.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Powers of two up to the maximum, and the maximum; one length where the model fixes it. */
    private List<Integer> buckets(ModelSignature.Tensor ids) {
        int ofModel = ids.dimension(ids.shape().size() - 1);
        int most =
                context.options()
                        .getOptional(OnnxModelOptions.INPUT_MAX_TOKENS)
                        .orElse(
                                ofModel == ModelSignature.FREE
                                        ? OnnxModelOptions.INPUT_MAX_TOKENS.defaultValue()
                                        : ofModel);
        if (most < 1 || (ofModel != ModelSignature.FREE && ofModel != most)) {
            throw new ValidationException(
                    "The option '%s' is %d, but the model's input is %s"
                            .formatted(OnnxModelOptions.INPUT_MAX_TOKENS.key(), most, ids));
        }
        List<Integer> lengths = new ArrayList<>();
        if (ofModel == ModelSignature.FREE) {
            for (int length = SHORTEST; length < most; length *= 2) {
                lengths.add(length);
            }
        }
        lengths.add(most);
        return lengths;
    }

    private byte[] file(ModelColumn column) {
        String path =
                context.options()
                        .getOptional(OnnxModelOptions.TOKENIZER)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "The column %s feeds the tokens of the model's inputs %s; set 'tokenizer' to the tokenizer.json of the model"
                                                        .formatted(column, inputs())));
        try {
            return context.files().read(path);
        } catch (ModelException e) {
            throw new ValidationException(
                    e.getMessage() + "; set 'tokenizer' to the tokenizer.json of the model", e);
        }
    }

    private TextTokenizer tokenizer(byte[] file, int maxTokens) {
        List<TextTokenizerFactory> all = Extensions.of(TextTokenizerFactory.class);
        String path = context.options().get(OnnxModelOptions.TOKENIZER);
        if (all.isEmpty()) {
            throw new ValidationException(
                    "No tokenizers are on the class path; add the jar multimodal-tokenizers");
        }
        for (TextTokenizerFactory factory : all) {
            if (factory.reads(file)) {
                try {
                    return factory.open(file, maxTokens);
                } catch (IOException e) {
                    throw new ValidationException(
                            "The tokenizer at '%s' cannot be read: %s"
                                    .formatted(path, e.getMessage()),
                            e);
                }
            }
        }
        throw new ValidationException(
                "The file at '%s' is no tokenizer; read are %s"
                        .formatted(path, all.stream().map(TextTokenizerFactory::format).toList()));
    }
}
