// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.media.tensor.TensorSpec.Channels;
import io.multimodal.media.tensor.TensorSpec.Layout;
import io.multimodal.models.internal.input.RowLengths;
import io.multimodal.models.internal.ocr.CtcDecoder;
import io.multimodal.models.internal.ocr.DbDecoder;
import io.multimodal.models.internal.onnx.InputTypes;
import io.multimodal.models.internal.task.Fit;
import io.multimodal.models.internal.task.ImageInput;
import io.multimodal.models.internal.task.PixelFormat;
import io.multimodal.models.internal.task.TextDetection;
import io.multimodal.models.internal.task.TextRecognition;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.program.ImageSize;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * How an image becomes an input of a model, and the tasks over text in images: by options, the
 * model's signature and its metadata, each of which may fill in what the one before leaves open.
 * Refuses what cannot be, in one sentence.
 */
final class TaskOptions {
    /** Mean and standard deviation that bring values to [-1, 1]. */
    private static final List<List<Float>> MINUS_ONE_TO_ONE =
            List.of(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));

    /** Mean and standard deviation of ImageNet, in RGB; PaddleOCR's detectors use them in BGR. */
    private static final List<List<Float>> IMAGENET =
            List.of(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    /** No normalisation: values in [0, 1]. */
    private static final List<List<Float>> PLAIN = List.of(List.of(0f), List.of(1f));

    /** Values from 0 to 255, as integers hold them. */
    private static final float ONE_OF_255 = 1 / 255f;

    private final ReadableConfig options;
    private final ModelSignature signature;
    private final ModelSignature.Tensor input;
    private final Map<String, String> metadata;

    /** The dimensions before those of an image: 1 where the model has a batch. */
    private final int batchDimensions;

    private final OutputChoice outputs;

    /** What the one input of a model takes. */
    TaskOptions(TaskContext context) {
        this(context, context.signature().inputs().get(0));
    }

    /** What one of a model's inputs takes, which an image feeds. */
    TaskOptions(TaskContext context, ModelSignature.Tensor input) {
        this.options = context.options();
        this.signature = context.signature();
        this.input = input;
        this.metadata = context.metadata();
        this.batchDimensions = input.shape().size() - ModelBinding.IMAGE_RANK;
        this.outputs = new OutputChoice(options, signature, batchDimensions);
    }

    private static PlannedTask of(
            ModelTask task, ModelSignature.Tensor input, ModelSignature.Tensor output) {
        return new PlannedTask(task, ModelBinding.of(input, List.of(output)));
    }

    /** A task whose inputs have these sizes only. */
    private static PlannedTask of(ImageTask task, ModelBinding binding, List<ImageSize> sizes) {
        return new PlannedTask(
                task,
                binding.withRowShapes(
                        sizes.stream().map(task::input).map(ImageTask::shapeOf).toList()));
    }

    /** The task {@code text-detection}. */
    PlannedTask textDetectionTask() {
        checkOneImage();
        return of(textDetection(), input, outputs.floats("Text detection", 3));
    }

    /** The task {@code text-recognition}. */
    PlannedTask textRecognitionTask() {
        checkOneImage();
        CtcDecoder decoder = ctcDecoder();
        ModelSignature.Tensor output = outputs.floats("Text recognition", 2);
        TextRecognition task = textRecognition(decoder, output);
        return of(task, ModelBinding.of(input, List.of(output)), task.inputSizes());
    }

    /** How an image becomes the input of one size. */
    ImageInput imageInput() {
        checkImage();
        return new ImageInput(
                size(224, 224),
                options.getOptional(OnnxModelOptions.INPUT_FIT).orElse(Fit.STRETCH),
                pixels(Channels.RGB, IMAGENET, PLAIN));
    }

    /** How a line of text becomes the input of a model that says whether it is upside down. */
    ImageInput lineInput() {
        checkOneImage();
        return new ImageInput(
                size(192, 48),
                options.getOptional(OnnxModelOptions.INPUT_FIT).orElse(Fit.PAD),
                pixels(Channels.BGR, MINUS_ONE_TO_ONE, MINUS_ONE_TO_ONE));
    }

    /** What the input takes of a row. */
    RowLengths lengths() {
        return new RowLengths(input, batchDimensions);
    }

    private void checkOneImage() {
        if (signature.inputs().size() != 1) {
            throw notOfAnImage();
        }
        checkImage();
    }

    private ValidationException notOfAnImage() {
        return new ValidationException(
                "A model that takes one image has one input of "
                        + InputTypes.ALL
                        + " and of shape [batch, channels, height, width], [batch, height, width, channels], or the same without the batch; this one has "
                        + signature.inputs());
    }

    private void checkImage() {
        if (batchDimensions < 0
                || batchDimensions > 1
                || input.shape().contains(0L)
                || !InputTypes.ALL.contains(input.dtype())) {
            throw notOfAnImage();
        }
        if (input.dtype().equals("INT8")
                && options.getOptional(OnnxModelOptions.INPUT_STD).isEmpty()) {
            throw new ValidationException(
                    "INT8 does not hold the values 0 to 255 of pixels, and the model's input is "
                            + input
                            + "; set 'input.mean' and 'input.std' to what it was made for, such as '0.50196, 0.50196, 0.50196' and '0.0039216, 0.0039216, 0.0039216' for -128 to 127");
        }
    }

    private ModelTask textDetection() {
        return new TextDetection(
                options.get(OnnxModelOptions.INPUT_LIMIT_TYPE),
                positive(OnnxModelOptions.INPUT_LIMIT_SIDE),
                pixels(Channels.BGR, IMAGENET, PLAIN),
                new DbDecoder(
                        options.get(OnnxModelOptions.DETECTION_THRESHOLD),
                        options.get(OnnxModelOptions.DETECTION_BOX_THRESHOLD),
                        options.get(OnnxModelOptions.DETECTION_UNCLIP_RATIO),
                        positive(OnnxModelOptions.DETECTION_MAX_BOXES)));
    }

    private CtcDecoder ctcDecoder() {
        String charset = metadata.get("character");
        if (charset == null) {
            throw new ValidationException(
                    "Text recognition needs the characters that the model knows, one a line, in its metadata under 'character'; this model's metadata has "
                            + metadata.keySet());
        }
        return new CtcDecoder(charset.lines().toList());
    }

    private TextRecognition textRecognition(CtcDecoder decoder, ModelSignature.Tensor output) {
        long classes = output.shape().get(output.shape().size() - 1);
        if (classes != ModelSignature.FREE && classes != decoder.classes()) {
            throw new ValidationException(
                    "The model's charset makes "
                            + decoder.classes()
                            + " classes with blank and space, but its output is "
                            + output);
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
                pixels(Channels.BGR, MINUS_ONE_TO_ONE, MINUS_ONE_TO_ONE),
                decoder);
    }

    private ImageSize size(int defaultWidth, int defaultHeight) {
        return new ImageSize(
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

    /** Channels first where they can be: where both dimensions may be the channels. */
    private Layout layout() {
        int first = input.dimension(batchDimensions);
        int last = input.dimension(batchDimensions + 2);
        if (first == TensorSpec.CHANNELS) {
            return Layout.CHW;
        } else if (last == TensorSpec.CHANNELS) {
            return Layout.HWC;
        } else if (first == 1) {
            return Layout.CHW;
        } else if (last == 1) {
            return Layout.HWC;
        } else if (first == ModelSignature.FREE) {
            return Layout.CHW;
        }
        throw new ValidationException(
                "An image has 3 channels, or 1 where it is grey, but none of the dimensions of the model's input are: "
                        + input);
    }

    private boolean isGrey() {
        return input.dimension(batchDimensions + (layout() == Layout.CHW ? 0 : 2)) == 1;
    }

    private int widthIndex() {
        return batchDimensions + (layout() == Layout.CHW ? 2 : 1);
    }

    private PixelFormat pixels(
            Channels defaultChannels, List<List<Float>> ofColours, List<List<Float>> ofGrey) {
        Channels channels =
                options.getOptional(OnnxModelOptions.INPUT_CHANNELS)
                        .map(TaskOptions::channels)
                        .orElse(isGrey() ? Channels.GREY : defaultChannels);
        if (isGrey() != (channels == Channels.GREY)) {
            throw new ValidationException(
                    "The option 'input.channels' is "
                            + channels
                            + ", but the model's input is "
                            + input);
        }
        List<List<Float>> meanAndStd = isGrey() ? ofGrey : ofColours;
        if (InputTypes.INTEGERS.contains(input.dtype())) {
            meanAndStd = List.of(List.of(0f), List.of(ONE_OF_255));
        }
        return new PixelFormat(
                layout(),
                channels,
                numbers(OnnxModelOptions.INPUT_MEAN, channels, meanAndStd.get(0)),
                numbers(OnnxModelOptions.INPUT_STD, channels, meanAndStd.get(1)));
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

    private List<Float> numbers(
            ConfigOption<String> option, Channels channels, List<Float> otherwise) {
        String text = options.getOptional(option).orElse(null);
        if (text == null) {
            return Collections.nCopies(channels.count() / otherwise.size(), otherwise).stream()
                    .flatMap(List::stream)
                    .toList();
        }
        try {
            List<Float> numbers =
                    Arrays.stream(text.strip().split("[\\s,;]+", -1)).map(Float::valueOf).toList();
            if (numbers.size() == channels.count()) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ValidationException(
                "The option '"
                        + option.key()
                        + "' is "
                        + (channels == Channels.GREY ? "one number" : "three numbers")
                        + ", not '"
                        + text
                        + "'");
    }
}
