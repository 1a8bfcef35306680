// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a {@link TensorProgram} makes its first tensor of: where its source is a medium, how that
 * becomes a tensor.
 */
@Public
public sealed interface TensorSource {
    /** The source is a tensor itself. */
    record Stored() implements TensorSource {}

    /**
     * The pixels of an image, with three channels, red first. A float is {@code (value / 255 -
     * mean) / std}; uint8 is the value itself.
     *
     * @param image what is done with the image before
     * @param layout the order of the dimensions
     * @param dtype a float, or uint8
     * @param mean of each channel; 0 for uint8
     * @param std of each channel, more than 0; 1 for uint8
     */
    record Pixels(
            ImageProgram image, PixelLayout layout, DType dtype, List<Float> mean, List<Float> std)
            implements TensorSource {
        /** Red, green and blue. */
        public static final int CHANNELS = 3;

        /** The mean that changes nothing. */
        public static final List<Float> NO_MEAN = List.of(0f, 0f, 0f);

        /** The standard deviation that changes nothing. */
        public static final List<Float> NO_STD = List.of(1f, 1f, 1f);

        public Pixels {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
        }

        boolean isPlain() {
            return mean.equals(NO_MEAN) && std.equals(NO_STD);
        }

        /** The same pixels as elements of another type. */
        Pixels as(DType other) {
            return new Pixels(image, layout, other, mean, std);
        }

        /** The shape for an image of this size. */
        public List<Long> shape(ImageSize size) {
            long height = size.height();
            long width = size.width();
            return layout == PixelLayout.CHW
                    ? List.of((long) CHANNELS, height, width)
                    : List.of(height, width, (long) CHANNELS);
        }

        @Override
        public String toString() {
            String values = isPlain() ? "" : ", mean " + mean + ", std " + std;
            return "tensor(" + layout + " " + dtype + values + ")";
        }
    }

    /**
     * All samples of an audio as float32, [channels, samples]; full scale is -1 to 1.
     *
     * @param audio what is done with the audio before
     */
    record Samples(AudioProgram audio) implements TensorSource {
        @Override
        public String toString() {
            return "samples";
        }
    }

    /**
     * The power of an audio in bands of the mel scale as float32, [bands, windows]. The numbers are
     * checked when the sample rate is known.
     *
     * @param audio what is done with the audio before
     * @param fftSize samples of a window
     * @param hop samples from one window to the next
     * @param mels bands
     * @param minHertz the lower edge of the lowest band
     * @param maxHertz the upper edge of the highest band; 0 for half the sample rate
     */
    record Mel(AudioProgram audio, int fftSize, int hop, int mels, double minHertz, double maxHertz)
            implements TensorSource {
        @Override
        public String toString() {
            return "mel spectrogram(%d samples every %d, %d bands, %s Hz to %s)"
                    .formatted(
                            fftSize,
                            hop,
                            mels,
                            minHertz,
                            maxHertz == 0 ? "half the rate" : maxHertz + " Hz");
        }
    }

    /**
     * Frames of a video at equal distances as uint8, [frames, height, width, 3], red first.
     *
     * @param video what is done with the video before
     * @param everySeconds from one frame to the next, more than 0
     * @param count how many frames; empty for as many as there are
     * @param width to which each frame is scaled, in pixels
     * @param height to which each frame is scaled, in pixels
     */
    record Frames(VideoProgram video, double everySeconds, OptionalInt count, int width, int height)
            implements TensorSource {
        /** The most frames. */
        public static final int MAX_FRAMES = 10_000_000;

        private static final double MICROS = 1e6;

        /**
         * How many frames there are in a video of this length.
         *
         * @throws MediaException REFUSED if there are more than {@link #MAX_FRAMES}, or the
         *     distance is not more than 0
         */
        public static int count(double everySeconds, long micros) throws MediaException {
            if (!(everySeconds > 0) || micros / (everySeconds * MICROS) > MAX_FRAMES) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "There are no frames every %s s of %s s: a distance is more than 0, and there are at most %d"
                                .formatted(everySeconds, micros / MICROS, MAX_FRAMES));
            }
            int count = 0;
            while (at(everySeconds, count) < micros) {
                count++;
            }
            return count;
        }

        /** When the frames are shown, in microseconds. */
        public static List<Long> times(double everySeconds, int count) {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                times.add(at(everySeconds, i));
            }
            return times;
        }

        private static long at(double everySeconds, int number) {
            return Math.round(number * everySeconds * MICROS);
        }

        @Override
        public String toString() {
            return "frames(every %s s, %s%dx%d)"
                    .formatted(
                            everySeconds,
                            count.isPresent() ? count.getAsInt() + " of " : "",
                            width,
                            height);
        }
    }
}
