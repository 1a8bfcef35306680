// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.input.ColumnInput;
import io.multimodal.models.internal.input.PreparedColumn;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Video;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames of a column VIDEO, each decoded straight into the input: all of them into one input, or
 * one after the other, as parts, into the input of an image.
 *
 * @param frame how a frame is laid out
 * @param rule which frames these are
 * @param form where the frames lie in the input
 */
public record VideoInput(ModelColumn column, ImageInput frame, FrameRule rule, Form form)
        implements ColumnInput {
    /** Where frames lie in an input. */
    public enum Form {
        /** Each frame is an input: [channels, height, width]. */
        PARTS,
        /** Frames are the first dimension: [frames, channels, height, width]. */
        FRAMES_FIRST,
        /** Frames are the second dimension: [channels, frames, height, width]. */
        CHANNELS_FIRST
    }

    @Override
    public PreparedColumn prepare(Object value, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        ObjectRef video = ((Video) value).reference();
        List<Long> times =
                rule.kind() == FrameRule.Kind.AT
                        ? rule.micros()
                        : rule.choose(media.videos().frameTimes(video));
        if (times.isEmpty()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The video of column %s has no frames".formatted(column.name()));
        }
        List<ObjectRef> frames = new ArrayList<>(times.size());
        for (long micros : times) {
            frames.add(VideoProgram.of(video).frame(micros).applyTo(video));
        }
        TensorSpec spec = frame.spec(media.images().size(frames.get(0)));
        return new PreparedVideo(frames, spec, form, media);
    }

    @Override
    public List<List<InputShape>> shapes() {
        int frames = rule.kind() == FrameRule.Kind.AT ? rule.micros().size() : rule.number();
        return List.of(List.of(shape(frame.spec(frame.size()), form, frames)));
    }

    static InputShape shape(TensorSpec spec, Form form, int frames) {
        List<Integer> lengths = new ArrayList<>(ImageTask.shapeOf(spec));
        if (form != Form.PARTS) {
            lengths.add(form == Form.FRAMES_FIRST ? 0 : 1, frames);
        }
        return new InputShape(ElementType.FLOAT, lengths);
    }

    @Override
    public boolean hasParts() {
        return form == Form.PARTS;
    }

    @Override
    public String identity() {
        return "VIDEO frames " + rule + " " + form + ", " + frame.identity();
    }
}
