// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.input.RowLengths;
import io.multimodal.models.internal.task.FrameRule;
import io.multimodal.models.internal.task.VideoInput;
import io.multimodal.models.internal.task.VideoInput.Form;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;

/**
 * Which frames of a video feed a model's input, by the options and the dimensions of the input.
 *
 * @param input of an image, or of several frames
 */
record VideoOptions(TaskContext context, ModelColumn column, ModelSignature.Tensor input) {
    private static final int DEFAULT_FRAMES = 8;
    private static final int MAX_FRAMES = 10_000;

    /** The dimensions of several frames, without the batch. */
    private static final int RANK = 4;

    ColumnInputs.Fed fed() {
        int rank = input.shape().size();
        if (rank != RANK && rank != RANK + 1) {
            throw new ValidationException(
                    "The column %s cannot feed the model's input %s: frames are [batch, channels, height, width], each by itself, or [batch, frames, channels, height, width] or [batch, channels, frames, height, width] together"
                            .formatted(column, input));
        }
        if (rank == RANK) {
            TaskOptions image = new TaskOptions(context, input);
            return new ColumnInputs.Fed(
                    new VideoInput(column, image.imageInput(), rule(Optional.empty()), Form.PARTS),
                    List.of(image.lengths()));
        }
        Form form =
                input.dimension(1) == TensorSpec.CHANNELS
                                && input.dimension(2) != TensorSpec.CHANNELS
                        ? Form.CHANNELS_FIRST
                        : Form.FRAMES_FIRST;
        int dimension = form == Form.FRAMES_FIRST ? 1 : 2;
        List<Long> ofFrame = new ArrayList<>(input.shape());
        long frames = ofFrame.remove(dimension);
        TaskOptions image =
                new TaskOptions(
                        context, new ModelSignature.Tensor(input.name(), input.dtype(), ofFrame));
        Optional<Integer> fixed =
                frames == ModelSignature.FREE
                        ? Optional.empty()
                        : Optional.of(Math.toIntExact(frames));
        FrameRule rule = rule(fixed);
        if (rule.kind() == FrameRule.Kind.EVERY) {
            throw new ValidationException(
                    "'%s' gives a video as many frames as it is long, and the model's input %s has a number of its own; set '%s' or '%s'"
                            .formatted(
                                    OnnxModelOptions.INPUT_EVERY_NTH_FRAME.key(),
                                    input,
                                    OnnxModelOptions.INPUT_FRAMES.key(),
                                    OnnxModelOptions.INPUT_FRAME_TIMES.key()));
        }
        return new ColumnInputs.Fed(
                new VideoInput(column, image.imageInput(), rule, form),
                List.of(new RowLengths(input, 1)));
    }

    /**
     * @param ofModel how many frames the model takes
     */
    private FrameRule rule(Optional<Integer> ofModel) {
        Optional<Integer> asked = context.options().getOptional(OnnxModelOptions.INPUT_FRAMES);
        Optional<Integer> every =
                context.options().getOptional(OnnxModelOptions.INPUT_EVERY_NTH_FRAME);
        Optional<String> times = context.options().getOptional(OnnxModelOptions.INPUT_FRAME_TIMES);
        if ((asked.isPresent() ? 1 : 0) + (every.isPresent() ? 1 : 0) + (times.isPresent() ? 1 : 0)
                > 1) {
            throw new ValidationException(
                    "The frames of a video follow one rule: set one of '%s', '%s' and '%s'"
                            .formatted(
                                    OnnxModelOptions.INPUT_FRAMES.key(),
                                    OnnxModelOptions.INPUT_EVERY_NTH_FRAME.key(),
                                    OnnxModelOptions.INPUT_FRAME_TIMES.key()));
        }
        if (every.isPresent()) {
            return new FrameRule(FrameRule.Kind.EVERY, between(every.get()), List.of());
        }
        FrameRule rule =
                times.isPresent()
                        ? new FrameRule(FrameRule.Kind.AT, 0, micros(times.get()))
                        : new FrameRule(
                                FrameRule.Kind.EVENLY,
                                between(asked.or(() -> ofModel).orElse(DEFAULT_FRAMES)),
                                List.of());
        int frames = times.isPresent() ? rule.micros().size() : rule.number();
        if (ofModel.isPresent() && ofModel.get() != frames) {
            throw new ValidationException(
                    "The options ask for %d frames, but the model's input is %s"
                            .formatted(frames, input));
        }
        return rule;
    }

    private static int between(int number) {
        if (number < 1 || number > MAX_FRAMES) {
            throw new ValidationException(
                    "The options of frames are 1 to %d, not %d".formatted(MAX_FRAMES, number));
        }
        return number;
    }

    private static List<Long> micros(String times) {
        List<Long> micros = new ArrayList<>();
        try {
            for (String time : times.split(",", -1)) {
                micros.add(Clip.micros(Double.parseDouble(time.strip())));
            }
            return micros;
        } catch (NumberFormatException | MediaException e) {
            throw new ValidationException(
                    "The option '%s' has times in seconds, separated by commas, not '%s'"
                            .formatted(OnnxModelOptions.INPUT_FRAME_TIMES.key(), times),
                    e);
        }
    }
}
