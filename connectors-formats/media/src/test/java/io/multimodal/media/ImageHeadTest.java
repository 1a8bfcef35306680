// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.content.Orientation;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.internal.image.decode.ImageDecoder;
import io.multimodal.media.internal.image.format.BuiltInFormat;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.render.StageRunner;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the head says is what the reader gives, wherever the head stands. */
class ImageHeadTest {
    /** Modes whose pixels are grey, whatever else they have. */
    private static final Set<String> GREY = Set.of("1", "L", "LA", "I;16");

    private final ImageProbe probe = new ImageProbe(Limits.DEFAULT);
    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void everySampleIsWhatItsHeadSays() throws IOException {
        int read = 0;
        for (String path :
                Corpus.paths(
                        "(golden|kinds|exif|jpeg|jpeg-lossless|webp|tiff|bigtiff|test-documents)/.*")) {
            byte[] bytes = Corpus.read(path);
            if (bytes.length < 1 << 20 && isAsItsHeadSays(path, bytes)) {
                read++;
            }
        }
        assertThat(read).isGreaterThan(300);
    }

    /** False where it is refused: that is not a contradiction, and the docs say what is read. */
    private boolean isAsItsHeadSays(String path, byte[] bytes) throws IOException {
        ProbedImage probed;
        try {
            probed = probe.image(new ArrayHandle(bytes));
            if (probed.head().size() == null) {
                return false;
            }
            try (Raster raster = ImageDecoder.decode(bytes, probed, 0)) {
                assertThat(raster.size()).as(path).isEqualTo(probed.head().size());
                if (GREY.contains(String.valueOf(probed.head().mode()))) {
                    assertThat(isGrey(raster)).as(path + " is " + probed.head().mode()).isTrue();
                }
            }
        } catch (MediaException e) {
            return false;
        }
        ImageHeader header = probed.header();
        ObjectRef ref = Images.ref(bytes);
        assertThat(reader.header(ref)).as(path).isEqualTo(header);
        assertThat(reader.size(ref).width()).as(path).isEqualTo(header.width());
        assertThat(reader.size(ref).height()).as(path).isEqualTo(header.height());
        assertThat(ContentTypes.detect(head(bytes))).as(path).isEqualTo(header.contentType());
        return true;
    }

    private static byte[] head(byte[] bytes) {
        return Arrays.copyOf(bytes, Math.min(bytes.length, ContentTypes.HEAD_BYTES));
    }

    private static boolean isGrey(Raster raster) throws MediaException {
        try (Raster rgb = StageRunner.toRgb(raster)) {
            byte[] row = new byte[rgb.width() * Raster.CHANNELS];
            for (int y = 0; y < rgb.height(); y++) {
                rgb.planes().get(0).read(0, y, row, rgb.width());
                for (int i = 0; i < row.length; i += Raster.CHANNELS) {
                    if (row[i] != row[i + 1] || row[i] != row[i + 2]) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    @Test
    void findsExifBehindMoreThanATableKeeps() throws IOException {
        byte[] png = Corpus.read("kinds/behind-pixels-6.png");
        byte[] text = chunk("iTXt", "parameters\0\0\0\0\0" + "x".repeat(100_000));
        byte[] jpeg = Corpus.read("kinds/orientation-slong.jpg");
        byte[] segment = new byte[60_000];
        ByteBuffer.wrap(segment).putShort((short) 0xffe5).putShort((short) (segment.length - 2));
        byte[] webp = webp(new byte[100_000]);
        for (byte[] image :
                new byte[][] {
                    insert(png, 33, text), insert(insert(jpeg, 2, segment), 2, segment), webp
                }) {
            ImageHeader header = probe.probe(new ArrayHandle(image));

            assertThat(header.orientation()).isEqualTo(Orientation.RIGHT);
            assertThat(reader.header(Images.ref(image))).isEqualTo(header);
            assertThat(reader.exif(Images.ref(image))).containsEntry("Orientation", "6");
        }
    }

    @Test
    void readsNoMoreOfAnExifBlockThanItPromises() throws IOException {
        byte[] png = Corpus.read("kinds/behind-pixels-1.png");
        byte[] huge = chunk("eXIf", "II*\0\u0008\0\0\0");
        ByteBuffer.wrap(huge).putInt(0, 0x7ffffff0);
        for (byte[] image :
                new byte[][] {insert(png, 33, huge), insert(png, png.length - 12, huge)}) {
            CountingHandle counting = new CountingHandle(image);
            long before = usedBytes();

            probe.exif(BuiltInFormat.PNG, counting);

            assertThat(counting.bytesRead()).isLessThanOrEqualTo(ImageProbe.MAX_EXIF_BYTES);
            assertThat(usedBytes() - before).isLessThan(16 << 20);
        }
    }

    /** Of the threads of this test: what was allocated, freed or not. */
    private static long usedBytes() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void readsExifOfEveryFormatThatKeepsIt() throws IOException {
        for (Map.Entry<String, String> image :
                Map.of(
                                "kinds/raw-profile-zTXt.png", "6",
                                "kinds/behind-pixels-3.png", "3",
                                "kinds/orientation-long.jpg", "5",
                                "exif/Landscape_8.jpg", "8",
                                "test-documents/IMG_1034.heic", "1")
                        .entrySet()) {
            assertThat(reader.exif(Images.ref(Corpus.read(image.getKey()))))
                    .as(image.getKey())
                    .containsEntry("Orientation", image.getValue());
        }
    }

    /** A lossless WebP with a chunk of so many bytes before its EXIF block, which says 6. */
    private static byte[] webp(byte[] before) throws IOException {
        byte[] pixels = Corpus.read("golden/lossless.webp");
        BufferedImage image = Images.pixels(Images.reader(), Images.ref(pixels));
        byte[] exif = Arrays.copyOfRange(Corpus.read("kinds/orientation-slong.jpg"), 12, 38);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        byte[] extended = new byte[10];
        extended[0] = 8;
        extended[4] = (byte) (image.getWidth() - 1);
        extended[7] = (byte) (image.getHeight() - 1);
        chunks.writeBytes(riff("VP8X", extended));
        chunks.write(pixels, 12, pixels.length - 12);
        chunks.writeBytes(riff("XXXX", before));
        chunks.writeBytes(riff("EXIF", exif));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(chunks.toByteArray());
        return riff("RIFF", body.toByteArray());
    }

    private static byte[] riff(String name, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + content.length + (content.length & 1));
        chunk.put(name.getBytes(StandardCharsets.ISO_8859_1));
        return chunk.putInt(Integer.reverseBytes(content.length)).put(content).array();
    }

    private static byte[] chunk(String name, String content) {
        byte[] body = (name + content).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 check = new CRC32();
        check.update(body);
        return ByteBuffer.allocate(body.length + 8)
                .putInt(content.length())
                .put(body)
                .putInt((int) check.getValue())
                .array();
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, at);
        result.writeBytes(more);
        result.write(bytes, at, bytes.length - at);
        return result.toByteArray();
    }
}
