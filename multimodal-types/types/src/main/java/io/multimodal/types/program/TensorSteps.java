// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorOp.Cast;
import io.multimodal.types.program.TensorOp.Normalise;
import io.multimodal.types.program.TensorOp.Reshape;
import io.multimodal.types.program.TensorOp.Slice;
import io.multimodal.types.program.TensorSource.Frames;
import io.multimodal.types.program.TensorSource.Mel;
import io.multimodal.types.program.TensorSource.Pixels;
import io.multimodal.types.program.TensorSource.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks and normalises what tensor programs consist of. */
final class TensorSteps {
    private TensorSteps() {}

    /**
     * The same source as all programs say it that mean it.
     *
     * @throws MediaException REFUSED if a number is out of range
     */
    static TensorSource normalised(TensorSource source) throws MediaException {
        if (source instanceof Pixels pixels) {
            return normalised(pixels);
        } else if (source instanceof Samples samples) {
            return new Samples(silenced(samples.audio()));
        } else if (source instanceof Mel mel) {
            return new Mel(
                    silenced(mel.audio()),
                    mel.fftSize(),
                    mel.hop(),
                    mel.mels(),
                    mel.minHertz(),
                    mel.maxHertz());
        } else if (source instanceof Frames frames) {
            check(frames);
            return new Frames(
                    new VideoProgram(frames.video().ops(), false),
                    frames.everySeconds(),
                    frames.count(),
                    frames.width(),
                    frames.height());
        }
        return source;
    }

    private static AudioProgram silenced(AudioProgram program) {
        return new AudioProgram(program.ops(), false);
    }

    private static Pixels normalised(Pixels pixels) throws MediaException {
        Pixels same =
                new Pixels(
                        pixels(pixels.image()),
                        pixels.layout(),
                        pixels.dtype(),
                        positiveZeros(pixels.mean()),
                        pixels.std());
        boolean channels =
                same.mean().size() == Pixels.CHANNELS && same.std().size() == Pixels.CHANNELS;
        boolean numbers =
                same.mean().stream().allMatch(Float::isFinite)
                        && same.std().stream().allMatch(std -> std > 0 && Float.isFinite(std));
        boolean plain = same.dtype() == DType.UINT8 && same.isPlain();
        if (!channels || !numbers || !(plain || same.dtype().isFloat())) {
            throw refused(
                    "Pixels become floats, normalised by a mean and a standard deviation above 0 for each of 3 channels, or uint8 as they are, not "
                            + same);
        }
        return same;
    }

    /** The steps that change pixels: how an image would be written is not one of them. */
    private static ImageProgram pixels(ImageProgram program) {
        List<ImageOp> ops = program.ops();
        return new ImageProgram(
                program.encoding().isPresent() ? ops.subList(0, ops.size() - 1) : ops, false);
    }

    private static List<Float> positiveZeros(List<Float> values) {
        return values.stream().map(value -> value + 0f).toList();
    }

    private static void check(Frames frames) throws MediaException {
        Frames.count(frames.everySeconds(), 0);
        int count = frames.count().orElse(0);
        if (count < 0 || count > Frames.MAX_FRAMES) {
            throw refused("There are 0 to %d frames, not %d".formatted(Frames.MAX_FRAMES, count));
        }
        int most = Math.max(frames.width(), frames.height());
        if (frames.width() < 1 || frames.height() < 1 || most > Normaliser.MAX_SIDE) {
            throw refused(
                    "Frames have 1 to %d pixels on each side, not %d x %d"
                            .formatted(Normaliser.MAX_SIDE, frames.width(), frames.height()));
        }
    }

    static boolean isTried(TensorSource source) {
        if (source instanceof Pixels pixels) {
            return pixels.image().nullOnError();
        } else if (source instanceof Samples samples) {
            return samples.audio().nullOnError();
        } else if (source instanceof Mel mel) {
            return mel.audio().nullOnError();
        }
        return source instanceof Frames frames && frames.video().nullOnError();
    }

    /** A step as it is said of such a tensor. */
    static TensorOp resolved(TensorOp op, TensorFacts known) throws MediaException {
        if (op instanceof Reshape reshape) {
            checkDimensions(reshape.shape());
            reshape.check();
            return known.shape().isPresent() ? reshape.of(known.shape().get()) : reshape;
        } else if (op instanceof Slice slice) {
            checkDimensions(slice.starts());
            slice.check();
            return known.shape().isPresent() ? slice.of(known.shape().get()) : slice;
        } else if (op instanceof Normalise && !known.dtype().map(DType::isFloat).orElse(true)) {
            throw refused(
                    "Floats can be normalised, not "
                            + known.dtype().get()
                            + "; TENSOR_CAST makes floats");
        }
        return op;
    }

    /** What is known of the result of a resolved step. */
    static TensorFacts after(TensorOp op, TensorFacts known) {
        if (op instanceof Reshape reshape) {
            return known.in(Optional.of(reshape.shape()).filter(shape -> !shape.contains(-1L)));
        } else if (op instanceof Slice slice) {
            return known.in(known.shape().map(shape -> slice.lengths()));
        }
        return op instanceof Cast cast ? known.with(cast.dtype()) : known;
    }

    /** Whether a resolved step gives the tensor itself. */
    static boolean changesNothing(TensorOp op, TensorFacts known) {
        boolean isKnown =
                op instanceof Cast ? known.dtype().isPresent() : known.shape().isPresent();
        return isKnown && !(op instanceof Normalise) && after(op, known).equals(known);
    }

    /** Floats of less precision, or more, are made of the pixels as they are. */
    static boolean isCastOfPixels(TensorOp op, TensorSource source) {
        return op instanceof Cast cast
                && cast.dtype().isFloat()
                && source instanceof Pixels pixels
                && pixels.dtype() == DType.FLOAT32;
    }

    static List<String> texts(TensorSource source) {
        List<String> texts = new ArrayList<>();
        if (source instanceof Pixels pixels) {
            texts.addAll(pixels.image().texts());
        } else if (source instanceof Samples samples) {
            texts.addAll(samples.audio().texts());
        } else if (source instanceof Mel mel) {
            texts.addAll(mel.audio().texts());
        } else if (source instanceof Frames frames) {
            texts.addAll(frames.video().texts());
        } else {
            return texts;
        }
        texts.add(source.toString());
        return texts;
    }

    private static void checkDimensions(List<Long> lengths) throws MediaException {
        if (lengths.size() > TensorOp.MAX_DIMENSIONS) {
            throw refused(
                    "A tensor has at most %d dimensions here, not %d"
                            .formatted(TensorOp.MAX_DIMENSIONS, lengths.size()));
        }
    }

    private static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }
}
