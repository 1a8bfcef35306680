// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.input.PreparedColumn;
import io.multimodal.models.internal.task.VideoInput.Form;
import io.multimodal.models.spi.InputShape;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** The frames of a video that is being run. */
final class PreparedVideo implements PreparedColumn {
    private final List<ObjectRef> frames;
    private final TensorSpec spec;
    private final Form form;
    private final MediaRuntime media;

    /** Which frame is the part. */
    private int part;

    PreparedVideo(List<ObjectRef> frames, TensorSpec spec, Form form, MediaRuntime media) {
        this.frames = List.copyOf(frames);
        this.spec = spec;
        this.form = form;
        this.media = media;
    }

    @Override
    public List<InputShape> inputs() {
        return List.of(VideoInput.shape(spec, form, frames.size()));
    }

    @Override
    public void write(List<ByteBuffer> targets) throws IOException, InvalidReferenceException {
        FloatBuffer target = targets.get(0).asFloatBuffer();
        int elements = Math.toIntExact(spec.elements());
        switch (form) {
            case PARTS -> media.images().render(frames.get(part), spec, target);
            case FRAMES_FIRST -> {
                for (int i = 0; i < frames.size(); i++) {
                    media.images()
                            .render(frames.get(i), spec, target.slice(i * elements, elements));
                }
            }
            case CHANNELS_FIRST -> writeByChannel(target, elements);
        }
    }

    private void writeByChannel(FloatBuffer target, int elements)
            throws IOException, InvalidReferenceException {
        FloatBuffer frame =
                ByteBuffer.allocateDirect(Math.multiplyExact(elements, Float.BYTES))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        int channels = spec.channels().count();
        int plane = elements / channels;
        for (int i = 0; i < frames.size(); i++) {
            media.images().render(frames.get(i), spec, frame.clear());
            for (int channel = 0; channel < channels; channel++) {
                target.slice((channel * frames.size() + i) * plane, plane)
                        .put(frame.clear().slice(channel * plane, plane));
            }
        }
    }

    @Override
    public boolean next() {
        part++;
        return form == Form.PARTS && part < frames.size();
    }
}
