// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.lazy;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.audio.spectrum.MelSpec;
import io.multimodal.media.audio.spectrum.MelSpectrogram;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.memory.MemoryShare;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.media.tensor.TensorSpec.Channels;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorSource;
import io.multimodal.types.program.TensorSource.Frames;
import io.multimodal.types.program.TensorSource.Mel;
import io.multimodal.types.program.TensorSource.Pixels;
import io.multimodal.types.program.TensorSource.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** Tensors of images, audio and videos. Thread-safe; blocks while it decodes. */
final class MediaTensors {
    private static final int MAX = 255;

    private final ImageReader images;
    private final AudioReader audio;
    private final Limits limits;
    private final DecodeMemory memory;

    MediaTensors(ImageReader images, AudioReader audio, Limits limits, DecodeMemory memory) {
        this.images = images;
        this.audio = audio;
        this.limits = limits;
        this.memory = memory;
    }

    /** The tensor of a medium; null if the source is a tensor itself. */
    OpenTensor open(TensorSource made, ObjectRef source) throws IOException {
        if (made instanceof Pixels pixels) {
            return OpenTensor.of(pixels(pixels, source));
        } else if (made instanceof Samples samples) {
            AudioSamples all = audio.read(samples.audio().applyTo(source));
            return OpenTensor.of(new SampleTensor(all), all::close);
        } else if (made instanceof Mel mel) {
            return OpenTensor.of(spectrogram(mel, source));
        }
        return made instanceof Frames frames ? OpenTensor.of(frames(frames, source)) : null;
    }

    /** What headers say of the tensor of a medium; null if it has to be made, or is there. */
    TensorFacts facts(TensorSource made, ObjectRef source) throws IOException {
        if (made instanceof Pixels pixels) {
            ImageSize size = images.size(pixels.image().applyTo(source));
            return TensorFacts.of(pixels.dtype(), longs(pixels.shape(size)));
        } else if (made instanceof Frames frames) {
            return facts(frames, count(frames, source));
        }
        return null;
    }

    private static TensorFacts facts(Frames frames, int count) {
        return TensorFacts.of(DType.UINT8, count, frames.height(), frames.width(), Pixels.CHANNELS);
    }

    /**
     * Decodes pixels straight into a buffer, as floats; false if that is not what is made.
     *
     * @throws MediaException REFUSED if there are not as many as the buffer has room for
     */
    boolean render(TensorSource made, ObjectRef source, FloatBuffer target) throws IOException {
        if (!(made instanceof Pixels pixels) || pixels.dtype() != DType.FLOAT32) {
            return false;
        }
        ObjectRef image = pixels.image().applyTo(source);
        TensorSpec spec = spec(pixels, images.size(image));
        if (spec.elements() != target.remaining()) {
            throw otherSize(spec.elements(), target.remaining());
        }
        images.render(image, spec, target);
        return true;
    }

    static MediaException otherSize(long elements, long room) {
        return new MediaException(
                ErrorCode.REFUSED,
                "The tensor has %d elements, and %d are wanted".formatted(elements, room));
    }

    private static TensorSpec spec(Pixels pixels, ImageSize size) {
        return TensorSpec.of(size.width(), size.height())
                .in(TensorSpec.Layout.valueOf(pixels.layout().name()), Channels.RGB)
                .normalised(pixels.mean(), pixels.std());
    }

    private TensorData pixels(Pixels pixels, ObjectRef source) throws IOException {
        ObjectRef image = pixels.image().applyTo(source);
        ImageSize size = images.size(image);
        TensorSpec spec = spec(pixels, size);
        long[] shape = longs(pixels.shape(size));
        DType dtype = pixels.dtype();
        long bytes = spec.elements() * (Float.BYTES + (dtype == DType.FLOAT32 ? 0 : dtype.bytes()));
        try (MemoryShare share = memory.admitAtMost(bytes)) {
            TensorData floats = zeros(DType.FLOAT32, shape);
            images.render(image, spec, floats.floats());
            if (dtype == DType.FLOAT32) {
                return floats;
            }
            TensorData result = zeros(dtype, shape);
            boolean whole = dtype == DType.UINT8;
            for (int i = 0; i < result.size(); i++) {
                result.set(i, whole ? Math.rint(floats.get(i) * MAX) : floats.get(i));
            }
            return result;
        }
    }

    private TensorData spectrogram(Mel made, ObjectRef source) throws IOException {
        MelSpec spec =
                new MelSpec(
                        made.fftSize(), made.hop(), made.mels(), made.minHertz(), made.maxHertz());
        MelSpectrogram mel = new MelSpectrogram(spec);
        audio.play(made.audio().applyTo(source), mel);
        return TensorData.of(mel.values(), mel.mels(), mel.frames());
    }

    private TensorData frames(Frames frames, ObjectRef source) throws IOException {
        int count = count(frames, source);
        // Beyond a long it is too many, too.
        long bytes = facts(frames, count).bytes().orElse(Long.MAX_VALUE);
        if (bytes > limits.decodeMemoryBytes() / 2) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "%d frames of %d x %d pixels take %d bytes, more than half of the memory for decoders; take a clip, or fewer frames"
                            .formatted(count, frames.width(), frames.height(), bytes));
        }
        try (MemoryShare share = memory.admitAtMost(bytes)) {
            TensorData tensor =
                    zeros(DType.UINT8, count, frames.height(), frames.width(), Pixels.CHANNELS);
            write(frames, Frames.times(frames.everySeconds(), count), source, tensor.elements());
            return tensor;
        }
    }

    private void write(Frames frames, List<Long> times, ObjectRef source, ByteBuffer elements)
            throws IOException {
        TensorSpec spec =
                TensorSpec.of(frames.width(), frames.height())
                        .in(TensorSpec.Layout.HWC, Channels.RGB);
        FloatBuffer floats = FloatBuffer.allocate((int) spec.elements());
        for (long micros : times) {
            images.render(frames.video().frame(micros).applyTo(source), spec, floats);
            for (int i = 0; i < floats.capacity(); i++) {
                elements.put((byte) Math.round(floats.get(i) * MAX));
            }
        }
    }

    private int count(Frames frames, ObjectRef source) throws IOException {
        return frames.count().isPresent()
                ? frames.count().getAsInt()
                : Frames.count(
                        frames.everySeconds(),
                        images.videos().durationMicros(frames.video().applyTo(source)));
    }

    private static TensorData zeros(DType dtype, long... shape) throws MediaException {
        try {
            return TensorData.zeros(dtype, shape);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MediaException(ErrorCode.TOO_LARGE, e.getMessage(), e);
        }
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
