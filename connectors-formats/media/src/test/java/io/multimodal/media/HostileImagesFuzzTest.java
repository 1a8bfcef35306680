// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Broken images: each ends in a tensor or in an error code, none crashes the process, hangs or
 * keeps memory. {@code -Dmultimodal.fuzz.mutants=10000} does more of it.
 */
class HostileImagesFuzzTest {
    private static final int MUTANTS = Integer.getInteger("multimodal.fuzz.mutants", 40);
    private static final int CUTS = Integer.getInteger("multimodal.fuzz.cuts", 20);
    private static final int SEED = Integer.getInteger("multimodal.fuzz.seed", 42);
    private static final long SLOWEST_MILLIS = 10_000;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** One of each kind, small, so that many can be tried. */
    private static final List<String> SAMPLES =
            List.of(
                    "jpeg/5dhtsegments.jpg",
                    "jpeg/progressive-adobe-sof-bands-dont-match-sos-band-count.jpg",
                    "jpeg/gray-sample.jpg",
                    "jpeg/cmyk-sample-no-icc.jpg",
                    "jpeg-lossless/testimg_rgb.jpg",
                    "test-documents/testPNG.png",
                    "test-documents/testGIF.gif",
                    "test-documents/testBMP.bmp",
                    "webp/segment01.webp",
                    "webp/4_webp_ll.webp",
                    "webp/4_webp_a.webp",
                    "golden/animated.webp",
                    "golden/alpha.avif",
                    "tiff/depth/flower-rgb-contig-16.tif",
                    "tiff/lzw-full-12-bit-table.tif",
                    "tiff/ccitt/group4.tif",
                    "tiff/ccitt/testfax4.tif",
                    "tiff/quad-jpeg.tif",
                    "bigtiff/Classic.tif",
                    "test-documents/testHEIF.heic",
                    "test-documents/testAVIF.avif",
                    "kinds/runs8.bmp",
                    "kinds/runs4.bmp",
                    "kinds/fields-4444.bmp",
                    "kinds/raw-profile-zTXt.png",
                    "kinds/wide.png",
                    "kinds/wide.jpg",
                    "kinds/inks.jpg",
                    "kinds/irot1-clap.heic",
                    "kinds/inks-lzw.tif",
                    "kinds/big-tiles.tif",
                    "kinds/grey10.tif");

    private final ImageReader reader = Images.reader(new Limits(16 << 20, 20_000_000, 256 << 20));
    private final TensorSpec spec = TensorSpec.of(32, 32);
    private final FloatBuffer tensor =
            ByteBuffer.allocateDirect(4 * (int) spec.elements())
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
    private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
    private final List<Throwable> failures = new ArrayList<>();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
        outcomes.forEach((kind, counts) -> System.out.println(kind + " " + counts));
        // All of them are wanted, not the first alone.
        failures.forEach(Throwable::printStackTrace);
        assertThat(failures).isEmpty();
    }

    @Test
    void endsEveryKnownBrokenImageInAValueOrACode() {
        for (String path : Corpus.paths("(broken-jpeg|jpeg|webp|tiff|test-documents)/.*")) {
            attempt("as found", Corpus.read(path), path);
        }
    }

    @Test
    void endsEveryCutImageInACode() {
        for (String path : SAMPLES) {
            byte[] whole = Corpus.read(path);
            for (int i = 0; i < CUTS; i++) {
                int length = (int) ((long) whole.length * i / CUTS);
                String outcome = attempt("cut " + kind(path), Arrays.copyOf(whole, length), path);
                if (!path.endsWith(".tif")) {
                    // A TIFF may keep what is cut off behind its first page.
                    assertThat(outcome)
                            .as("%s cut to %d bytes", path, length)
                            .isNotIn("ok", "CORRUPT");
                }
            }
        }
    }

    @Test
    void endsEveryMutantInAValueOrACode() {
        Random random = new Random(SEED);
        for (String path : SAMPLES) {
            byte[] whole = Corpus.read(path);
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = whole.clone();
                int flips = 1 << random.nextInt(6);
                // Headers are where a bit says most.
                int range = i % 2 == 0 ? Math.min(200, mutant.length) : mutant.length;
                for (int flip = 0; flip < flips; flip++) {
                    mutant[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
                }
                attempt("mutant " + kind(path), mutant, path + " mutant " + i);
            }
        }
    }

    @Test
    void keepsNoMemory() throws IOException {
        List<byte[]> images = new ArrayList<>();
        for (String path : SAMPLES) {
            images.add(Corpus.read(path));
            images.add(Arrays.copyOf(Corpus.read(path), Corpus.read(path).length * 2 / 3));
        }
        int rounds = Integer.getInteger("multimodal.fuzz.rounds", 18);
        long before = 0;
        for (int round = 0; round < rounds; round++) {
            if (round == rounds / 3) {
                before = Pointer.physicalBytes();
            }
            for (byte[] image : images) {
                try (ImageReader fresh = Images.reader()) {
                    ObjectRef ref = Images.ref(image);
                    fresh.render(ref, spec, tensor);
                } catch (MediaException e) {
                    assertThat(e.code()).isNotNull();
                }
            }
        }
        long grown = Pointer.physicalBytes() - before;
        System.out.printf(
                "%d decodes, resident memory grew by %d KiB%n",
                2L * rounds / 3 * images.size(), grown >> 10);
        assertThat(grown).isLessThan(96 << 20);
    }

    private static String kind(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private String attempt(String kind, byte[] bytes, String name) {
        long start = SYSTEM.getProcessCpuTime();
        String outcome;
        try {
            tensor.put(0, Float.NaN);
            reader.render(Images.ref(bytes), spec, tensor);
            assertThat(tensor.get(0)).as(name).isBetween(-0.01f, 1.01f);
            outcome = "ok";
        } catch (MediaException e) {
            assertThat(e.code()).as(name).isNotIn(ErrorCode.NOT_FOUND, ErrorCode.TIMED_OUT);
            outcome = e.code().name();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            outcome = "neither";
            failures.add(new AssertionError(name + " ends in neither a value nor a code", e));
        } finally {
            Images.forget();
        }
        // Of the processor: others use the machine as well.
        long millis = (SYSTEM.getProcessCpuTime() - start) / 1_000_000;
        if (millis >= SLOWEST_MILLIS) {
            failures.add(new AssertionError("%s took %d ms".formatted(name, millis)));
        }
        outcomes.computeIfAbsent(kind, k -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
        return outcome;
    }
}
