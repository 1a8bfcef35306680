// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.functions.spec.Call;
import io.multimodal.functions.tensor.TensorFunctions;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.image.ImageEncoder;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.DType;
import io.multimodal.types.Image;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.PixelLayout;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorSource.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Images as tensors, lazily, and back, which reads and blocks. Thread-safe. */
public final class ImageTensors {
    private static final int CHANNELS = Pixels.CHANNELS;
    private static final int MAX = 255;

    private ImageTensors() {}

    /**
     * The pixels of an image: nothing is read. The shape is known where the size of the image is.
     *
     * @param dtype a float, each value being {@code (value / 255 - mean) / std}, or uint8, which
     *     takes no mean and no deviation
     * @param mean of each channel, red first
     * @param std of each channel, red first, more than 0
     */
    public static Tensor toTensor(
            Image img, PixelLayout layout, String dtype, double[] mean, double[] std)
            throws MediaException, InvalidReferenceException {
        DType type = TensorFunctions.dtype(dtype);
        boolean plain = type == DType.UINT8;
        if (!plain && !type.isFloat()) {
            throw Call.invalid("Pixels become floats or uint8, not " + dtype);
        } else if (plain && !(isAll(mean, 0) && isAll(std, 1))) {
            throw Call.invalid("Pixels of uint8 are not normalised; leave mean and std out");
        }
        List<Float> means = channels(mean, "mean");
        List<Float> deviations = channels(std, "std");
        for (float deviation : deviations) {
            if (!(deviation > 0)) {
                throw Call.invalid("A standard deviation is more than 0, not " + deviation);
            }
        }
        ImageProgram program = ImageProgram.of(img.reference());
        Pixels pixels = new Pixels(program, layout, type, means, deviations);
        return TensorFunctions.of(
                img,
                pixels,
                new TensorFacts(Optional.of(type), ImageFunctions.sizeOf(img).map(pixels::shape)));
    }

    private static boolean isAll(double[] values, double expected) {
        return Arrays.stream(values).allMatch(value -> value == expected);
    }

    private static List<Float> channels(double[] values, String what) throws MediaException {
        if (values.length != CHANNELS) {
            throw Call.invalid(
                    "There is one %s for each of 3 channels, not %d"
                            .formatted(what, values.length));
        }
        List<Float> channels = new ArrayList<>();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw Call.invalid("A %s is a number, not %s".formatted(what, value));
            }
            channels.add((float) value);
        }
        return channels;
    }

    /** An image of one or three channels, as PNG. */
    public static Image fromTensor(MediaRuntime media, Tensor tensor, PixelLayout layout)
            throws IOException, InvalidReferenceException {
        TensorData data = media.tensors().read(tensor);
        long[] shape = data.shape();
        boolean grey = shape.length == 2;
        if (!grey && shape.length != CHANNELS) {
            throw unlike(shape);
        }
        boolean planes = !grey && layout == PixelLayout.CHW;
        long channels = grey ? 1 : shape[planes ? 0 : 2];
        long height = shape[planes ? 1 : 0];
        long width = shape[planes ? 2 : 1];
        if ((channels != 1 && channels != CHANNELS) || width < 1 || height < 1) {
            throw unlike(shape);
        } else if (data.dtype() != DType.UINT8 && !data.dtype().isFloat()) {
            throw Call.refused("Pixels are floats or uint8, not " + data.dtype());
        }
        int pixels = (int) (width * height);
        byte[] rgb = new byte[Math.multiplyExact(CHANNELS, pixels)];
        for (int i = 0; i < rgb.length; i++) {
            int channel = channels == 1 ? 0 : i % CHANNELS;
            int pixel = i / CHANNELS;
            int at = planes ? channel * pixels + pixel : pixel * (int) channels + channel;
            rgb[i] = (byte) value(data, at);
        }
        byte[] png = ImageEncoder.png(rgb, (int) width, (int) height, channels == 1);
        return Image.of(
                media.stores().put(Payload.of(png)),
                "image/png",
                (long) png.length,
                (int) width,
                (int) height,
                channels == 1 ? "L" : "RGB");
    }

    private static int value(TensorData data, int at) {
        double value = data.get(at);
        return data.dtype() == DType.UINT8
                ? (int) value
                : (int) Math.max(0, Math.min(MAX, Math.rint(value * MAX)));
    }

    private static MediaException unlike(long[] shape) {
        return Call.refused(
                "An image has 1 or 3 channels (3 x height x width, height x width x 3, height x width), not the shape "
                        + Arrays.toString(shape));
    }

    static PixelLayout layout(String word) throws MediaException {
        return ImageSteps.choice(PixelLayout.class, word, "layout");
    }
}
