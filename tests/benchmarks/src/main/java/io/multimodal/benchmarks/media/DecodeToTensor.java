// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Question: what does going through references and lazy programs cost against the bare native loop,
 * on the same bytes, one core? Two jobs: a 1440 x 1080 JPEG to a normalised 3 x 224 x 224 tensor,
 * and 20 boxes of one such image to tensors of 3 x 48 x 320. Prints images a second of each loop
 * and ours against the best of them. The argument is how many seconds each loop runs.
 */
public final class DecodeToTensor {
    private static final List<Float> MEAN = List.of(0.485f, 0.456f, 0.406f);
    private static final List<Float> STD = List.of(0.229f, 0.224f, 0.225f);
    static final TensorSpec WHOLE = TensorSpec.of(224, 224).normalised(MEAN, STD);
    private static final TensorSpec LINE = TensorSpec.of(320, 48).normalised(MEAN, STD);
    private static final int LINES = 20;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final List<byte[]> images;
    private final double seconds;
    private long next;

    private DecodeToTensor(List<byte[]> images, double seconds) {
        this.images = images;
        this.seconds = seconds;
    }

    /** Work on one image. */
    @FunctionalInterface
    private interface Loop {
        void run(byte[] image) throws IOException;
    }

    /** Runs all loops and prints what they did. */
    public static void main(String[] args) throws IOException {
        double seconds = args.length == 0 ? 5 : Double.parseDouble(args[0]);
        av_log_set_level(AV_LOG_QUIET);
        setNumThreads(1);
        DecodeToTensor benchmark = new DecodeToTensor(SamplePhotos.jpegs(), seconds);
        benchmark.compareWholeImages();
        benchmark.compareBoxes();
    }

    private void compareWholeImages() throws IOException {
        FloatBuffer target = tensor(WHOLE);
        try (ImageReader reader = reader()) {
            report(
                    "JPEG 1440 x 1080 to 3 x 224 x 224",
                    List.of("bare OpenCV", "bare FFmpeg", "this pipeline"),
                    List.of(
                            image -> BaselineOpenCv.whole(image, WHOLE, target),
                            image -> BaselineFfmpeg.whole(image, WHOLE, target),
                            image -> reader.render(fresh(), WHOLE, target)));
        }
    }

    private void compareBoxes() throws IOException {
        FloatBuffer target = tensor(LINE);
        try (ImageReader reader = reader()) {
            report(
                    LINES + " boxes of a JPEG 1440 x 1080, each to 3 x 48 x 320",
                    List.of("bare OpenCV", "this pipeline"),
                    List.of(
                            image -> BaselineOpenCv.boxes(image, LINES, LINE, target),
                            image -> {
                                ObjectRef source = fresh();
                                for (int i = 0; i < LINES; i++) {
                                    reader.render(box(source, i), LINE, target);
                                }
                            }));
        }
    }

    /** An image that no cache has seen: the number is part of the name. */
    private ObjectRef fresh() {
        return new ExternalRef("image:" + next++, 0, OptionalLong.empty(), Optional.empty());
    }

    private ImageReader reader() {
        return ImageReader.open(
                ref -> {
                    String uri = ((ExternalRef) ref).uri();
                    long number = Long.parseLong(uri.substring(uri.indexOf(':') + 1));
                    return new ArrayHandle(images.get((int) (number % images.size())));
                },
                Limits.DEFAULT);
    }

    private static ObjectRef box(ObjectRef source, int i) throws IOException {
        ImageOp.Crop crop = new ImageOp.Crop(60 + 3 * i, 50 + 45 * i, 400, 40, 100 * (i % 5));
        return new DerivedRef(source, ImageProgram.EMPTY.then(crop).encode());
    }

    private void report(String job, List<String> names, List<Loop> loops) throws IOException {
        double[] rates = new double[loops.size()];
        // In turns, so that what else the machine does hits all alike; the first turn warms up.
        int turns = 5;
        for (int turn = 0; turn <= turns; turn++) {
            for (int i = 0; i < loops.size(); i++) {
                double rate = rate(loops.get(i), seconds / turns);
                rates[i] = turn == 0 ? 0 : Math.max(rates[i], rate);
            }
        }
        System.out.println(
                job
                        + ", one core, images a second of processor time (best of "
                        + turns
                        + " turns):");
        double floor = 0;
        for (int i = 0; i < rates.length; i++) {
            System.out.printf("  %-16s %8.1f%n", names.get(i), rates[i]);
            floor = i < rates.length - 1 ? Math.max(floor, rates[i]) : floor;
        }
        System.out.printf("  ratio to the best bare loop: %.2f%n", rates[rates.length - 1] / floor);
    }

    /** Of the processor's time that this thread had: others may use the machine meanwhile. */
    private double rate(Loop loop, double forSeconds) throws IOException {
        long start = CPU.getCurrentThreadCpuTime();
        long end = start + (long) (forSeconds * 1e9);
        long done = 0;
        long now;
        do {
            loop.run(images.get((int) (done % images.size())));
            done++;
            now = CPU.getCurrentThreadCpuTime();
        } while (now < end);
        return done * 1e9 / (now - start);
    }

    private static FloatBuffer tensor(TensorSpec spec) {
        return ByteBuffer.allocateDirect(4 * (int) spec.elements())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
