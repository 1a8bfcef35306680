// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.TensorSpec;
import io.multimodal.media.TensorSpec.Channels;
import io.multimodal.media.TensorSpec.Layout;
import io.multimodal.models.internal.ocr.CtcDecoder;
import io.multimodal.models.internal.ocr.DbDecoder;
import io.multimodal.models.internal.onnx.ModelSignature;
import io.multimodal.models.internal.task.Classification;
import io.multimodal.models.internal.task.Fit;
import io.multimodal.models.internal.task.PixelFormat;
import io.multimodal.models.internal.task.RawTensor;
import io.multimodal.models.internal.task.Task;
import io.multimodal.models.internal.task.TextDetection;
import io.multimodal.models.internal.task.TextRecognition;
import io.multimodal.types.program.PictureSize;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * Makes a task of options, the model's signature and its metadata, each of which may fill in what
 * the one before leaves open. Refuses what cannot be, in one sentence.
 */
final class TaskOptions {
    /** Mean and standard deviation that bring values to [-1, 1]. */
    private static final List<List<Float>> MINUS_ONE_TO_ONE =
            List.of(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));

    /** Mean and standard deviation of ImageNet, in RGB; PaddleOCR's detectors use them in BGR. */
    private static final List<List<Float>> IMAGENET =
            List.of(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    private static final int BATCH_CHANNELS_HEIGHT_WIDTH = 4;

    private final ReadableConfig options;
    private final ModelSignature.Tensor input;
    private final ModelSignature signature;
    private final Map<String, String> metadata;

    TaskOptions(ReadableConfig options, ModelSignature signature, Map<String, String> metadata) {
        this.options = options;
        this.signature = signature;
        this.input = signature.input();
        this.metadata = metadata;
    }

    Task task() {
        if (signature.inputs().size() != 1
                || input.shape().size() != BATCH_CHANNELS_HEIGHT_WIDTH
                || !input.dtype().equals("FLOAT")) {
            throw new ValidationException(
                    "A model that takes one picture has one input FLOAT[batch, 3, height, width] or FLOAT[batch, height, width, 3], this one has "
                            + signature.inputs());
        }
        String word = options.get(OnnxModelOptions.TASK);
        return switch (word) {
            case "text-detection" -> textDetection();
            case "text-recognition" -> textRecognition();
            case "text-orientation" ->
                    new Classification(
                            size(192, 48),
                            options.getOptional(OnnxModelOptions.INPUT_FIT).orElse(Fit.PAD),
                            pixels(Channels.BGR, MINUS_ONE_TO_ONE),
                            labels("0,180"));
            case "classification" ->
                    new Classification(
                            size(224, 224),
                            options.getOptional(OnnxModelOptions.INPUT_FIT).orElse(Fit.STRETCH),
                            pixels(Channels.RGB, IMAGENET),
                            labels(""));
            case "tensor" ->
                    new RawTensor(
                            size(224, 224),
                            options.getOptional(OnnxModelOptions.INPUT_FIT).orElse(Fit.STRETCH),
                            pixels(Channels.RGB, IMAGENET));
            default ->
                    throw new ValidationException(
                            "The option 'task' is 'text-detection', 'text-recognition', 'text-orientation', 'classification' or 'tensor', not '"
                                    + word
                                    + "'");
        };
    }

    private Task textDetection() {
        return new TextDetection(
                options.get(OnnxModelOptions.INPUT_LIMIT_TYPE),
                positive(OnnxModelOptions.INPUT_LIMIT_SIDE),
                pixels(Channels.BGR, IMAGENET),
                new DbDecoder(
                        options.get(OnnxModelOptions.DETECTION_THRESHOLD),
                        options.get(OnnxModelOptions.DETECTION_BOX_THRESHOLD),
                        options.get(OnnxModelOptions.DETECTION_UNCLIP_RATIO),
                        positive(OnnxModelOptions.DETECTION_MAX_BOXES)));
    }

    private Task textRecognition() {
        String charset = metadata.get("character");
        if (charset == null) {
            throw new ValidationException(
                    "Text recognition needs the characters that the model knows, one a line, in its metadata under 'character'; this model's metadata has "
                            + metadata.keySet());
        }
        CtcDecoder decoder = new CtcDecoder(charset.lines().toList());
        List<Long> output = signature.output().shape();
        long classes = output.get(output.size() - 1);
        if (classes != ModelSignature.FREE && classes != decoder.classes()) {
            throw new ValidationException(
                    "The model's charset makes "
                            + decoder.classes()
                            + " classes with blank and space, but its output is "
                            + signature.output());
        }
        int minWidth = positive(OnnxModelOptions.INPUT_MIN_WIDTH);
        int maxWidth = positive(OnnxModelOptions.INPUT_MAX_WIDTH);
        int fixed = input.dimension(widthIndex());
        if (fixed != ModelSignature.FREE) {
            minWidth = fixed;
            maxWidth = fixed;
        }
        return new TextRecognition(
                length(OnnxModelOptions.INPUT_HEIGHT, widthIndex() - 1, 48),
                Math.min(minWidth, maxWidth),
                maxWidth,
                pixels(Channels.BGR, MINUS_ONE_TO_ONE),
                decoder);
    }

    private PictureSize size(int defaultWidth, int defaultHeight) {
        return new PictureSize(
                length(OnnxModelOptions.INPUT_WIDTH, widthIndex(), defaultWidth),
                length(OnnxModelOptions.INPUT_HEIGHT, widthIndex() - 1, defaultHeight));
    }

    private int length(ConfigOption<Integer> option, int dimension, int defaultLength) {
        int ofModel = input.dimension(dimension);
        int asked =
                options.getOptional(option)
                        .orElse(ofModel == ModelSignature.FREE ? defaultLength : ofModel);
        if (asked < 1 || (ofModel != ModelSignature.FREE && ofModel != asked)) {
            throw new ValidationException(
                    "The option '"
                            + option.key()
                            + "' is "
                            + asked
                            + ", but the model's input is "
                            + input);
        }
        return asked;
    }

    private int positive(ConfigOption<Integer> option) {
        int value = options.get(option);
        if (value < 1) {
            throw new ValidationException(
                    "The option '" + option.key() + "' is at least 1, not " + value);
        }
        return value;
    }

    private Layout layout() {
        if (input.dimension(1) == TensorSpec.CHANNELS) {
            return Layout.CHW;
        }
        if (input.dimension(3) == TensorSpec.CHANNELS) {
            return Layout.HWC;
        }
        if (input.dimension(1) == ModelSignature.FREE) {
            return Layout.CHW;
        }
        throw new ValidationException(
                "A picture has 3 channels, but none of the dimensions of the model's input are: "
                        + input);
    }

    private int widthIndex() {
        return layout() == Layout.CHW ? 3 : 2;
    }

    private PixelFormat pixels(Channels defaultChannels, List<List<Float>> defaultMeanAndStd) {
        return new PixelFormat(
                layout(),
                options.getOptional(OnnxModelOptions.INPUT_CHANNELS)
                        .map(TaskOptions::channels)
                        .orElse(defaultChannels),
                numbers(OnnxModelOptions.INPUT_MEAN, defaultMeanAndStd.get(0)),
                numbers(OnnxModelOptions.INPUT_STD, defaultMeanAndStd.get(1)));
    }

    private static Channels channels(String word) {
        return Arrays.stream(Channels.values())
                .filter(channels -> channels.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "The option 'input.channels' is one of "
                                                + Arrays.toString(Channels.values())
                                                + ", not '"
                                                + word
                                                + "'"));
    }

    private List<Float> numbers(ConfigOption<String> option, List<Float> otherwise) {
        String text = options.getOptional(option).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            List<Float> numbers =
                    Arrays.stream(text.strip().split("[\\s,;]+", -1)).map(Float::valueOf).toList();
            if (numbers.size() == TensorSpec.CHANNELS) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ValidationException(
                "The option '" + option.key() + "' is three numbers, not '" + text + "'");
    }

    private List<String> labels(String otherwise) {
        String labels = options.getOptional(OnnxModelOptions.LABELS).orElse(otherwise);
        List<String> listed =
                labels.isBlank()
                        ? List.of()
                        : Arrays.stream(labels.split(",", -1)).map(String::strip).toList();
        List<Long> output = signature.output().shape();
        long classes = output.get(output.size() - 1);
        if (!listed.isEmpty() && classes != ModelSignature.FREE && classes != listed.size()) {
            throw new ValidationException(
                    "The option 'labels' has "
                            + listed.size()
                            + " labels, but the model's output is "
                            + signature.output());
        }
        return listed;
    }
}
