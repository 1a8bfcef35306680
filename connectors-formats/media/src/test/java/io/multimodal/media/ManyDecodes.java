// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.av.Tones;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decodes small images and short audio of every kind, one in eight of them cut, in a process of its
 * own, and prints how much memory is resident as it goes on. One image in sixteen is written as
 * well. The argument is how many decodes there are.
 */
public final class ManyDecodes {
    private static final int LINES = 40;
    private static final int ONE_CUT_IN = 8;
    private static final int ONE_WRITTEN_IN = 16;
    private static final double SECONDS = 0.05;
    private static final List<String> WRITTEN = List.of("image/png", "image/jpeg", "image/webp");

    private static final List<String> IMAGES =
            List.of(
                    "golden/420.jpg",
                    "golden/progressive.jpg",
                    "golden/grey.jpg",
                    "golden/cmyk.jpg",
                    "golden/alpha.png",
                    "golden/palette.png",
                    "golden/deep.png",
                    "golden/bilevel.png",
                    "golden/animated.png",
                    "golden/lossy.webp",
                    "golden/lossless.webp",
                    "golden/alpha.webp",
                    "golden/animated.webp",
                    "golden/image.gif",
                    "golden/image.bmp",
                    "golden/lzw.tif",
                    "golden/deflate.tif",
                    "golden/group4.tif",
                    "golden/jpeg.tif",
                    "golden/lossy.avif",
                    "golden/alpha.avif");

    /** None is small: it comes now and then. */
    private static final String HEIC = "test-documents/testHEIF.heic";

    private static final int ONE_HEIC_IN = 400;

    private final List<byte[]> media = new ArrayList<>();
    private final byte[] heic = Corpus.read(HEIC);
    private final FloatBuffer tensor =
            ByteBuffer.allocateDirect(4 * (int) spec().elements())
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
    private long refused;

    private ManyDecodes() {
        IMAGES.forEach(path -> media.add(Corpus.read(path)));
        media.add(Tones.wav(SECONDS));
        media.add(Tones.flac(SECONDS));
        media.add(Tones.mp3(SECONDS));
        media.add(Tones.m4a(SECONDS));
        media.add(Tones.opus(SECONDS));
        media.add(Tones.vorbis(SECONDS));
        media.add(Tones.encoded(SECONDS, "tone.aac", "-c:a aac"));
    }

    public static void main(String[] args) throws IOException {
        new ManyDecodes().run(Long.parseLong(args[0]));
    }

    private void run(long decodes) throws IOException {
        // Little is kept, so that what is kept is kept soon.
        Limits limits = new Limits(16 << 20, 20_000_000, 64 << 20);
        AudioReader audioReader = AudioReader.open(ref -> Images.handle(bytes(ref)), limits);
        try (ImageReader images = ImageReader.open(ref -> Images.handle(bytes(ref)), limits)) {
            for (long i = 0; i < decodes; i++) {
                if (i % Math.max(1, decodes / LINES) == 0) {
                    print(i);
                }
                decode(images, audioReader, i);
            }
        }
        print(decodes);
        System.out.printf("%d decodes, of which %d were refused%n", decodes, refused);
    }

    private void decode(ImageReader images, AudioReader audioReader, long i) throws IOException {
        try {
            if (i % media.size() >= IMAGES.size()) {
                audioReader.check(ref(i));
            } else if (i / media.size() % ONE_WRITTEN_IN == 1) {
                String type = WRITTEN.get((int) (i % WRITTEN.size()));
                var unused = images.encode(ref(i), type, Integer.MAX_VALUE);
            } else {
                images.render(ref(i), spec(), tensor);
            }
        } catch (MediaException e) {
            if (i / media.size() % ONE_CUT_IN != 0) {
                throw e;
            }
            refused++;
        }
    }

    /** A name that nothing has seen before: nothing is found in a cache. */
    private static ObjectRef ref(long i) {
        return new ExternalRef("many:" + i, 0, OptionalLong.empty(), Optional.empty());
    }

    private byte[] bytes(ObjectRef ref) {
        long i = Long.parseLong(((ExternalRef) ref).uri().substring("many:".length()));
        boolean image = i % media.size() < IMAGES.size();
        byte[] whole = image && i % ONE_HEIC_IN == 0 ? heic : media.get((int) (i % media.size()));
        boolean cut = i / media.size() % ONE_CUT_IN == 0;
        return cut ? Arrays.copyOf(whole, whole.length * 2 / 3) : whole;
    }

    private static TensorSpec spec() {
        return TensorSpec.of(32, 32);
    }

    private static void print(long decodes) throws IOException {
        System.out.printf("after %d decodes %d KiB%n", decodes, residentKib());
    }

    private static long residentKib() throws IOException {
        for (String line :
                Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("/proc/self/status has no line VmRSS");
    }
}
