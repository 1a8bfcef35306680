// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multimodal.media.Corpus;
import io.multimodal.media.CountingHandle;
import io.multimodal.media.Images;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.content.Orientation;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageProbeTest {
    private final ImageProbe probe = new ImageProbe(Limits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "exif/Landscape_1.jpg, image/jpeg, 1800, 1200, RGB, UPRIGHT",
        "exif/Landscape_6.jpg, image/jpeg, 1800, 1200, RGB, RIGHT",
        "exif/Portrait_8.jpg, image/jpeg, 1200, 1800, RGB, LEFT",
        "jpeg/gray-sample.jpg, image/jpeg, 386, 396, L, UPRIGHT",
        "jpeg/cmyk-sample.jpg, image/jpeg, 160, 227, CMYK, UPRIGHT",
        "test-documents/testPNG.png, image/png, 100, 75, RGB, UPRIGHT",
        "tiff/ccitt/testfax4.png, image/png, 2453, 3369, 1, UPRIGHT",
        "test-documents/testGIF.gif, image/gif, 100, 75, P, UPRIGHT",
        "test-documents/testBMP.bmp, image/bmp, 100, 75, RGB, UPRIGHT",
        "webp/1.webp, image/webp, 550, 368, RGB, UPRIGHT",
        "webp/1_webp_ll.webp, image/webp, 400, 301, RGBA, UPRIGHT",
        "webp/2_webp_ll_noalpha.webp, image/webp, 386, 395, RGB, UPRIGHT",
        "tiff/balloons.tif, image/tiff, 640, 480, RGB, UPRIGHT",
        "tiff/a33.tif, image/tiff, 3444, 2464, 1, LEFT",
        "bigtiff/BigTIFFMotorola.tif, image/tiff, 64, 64, RGB, UPRIGHT",
        "tiff/cmyk_jpeg.tif, image/tiff, 100, 100, CMYK, UPRIGHT",
        "test-documents/IMG_1034.heic, image/heic, 4032, 3024, RGB, UPRIGHT",
    })
    void readsTheHead(
            String path, String type, int width, int height, String mode, Orientation orientation)
            throws IOException {
        byte[] bytes = Corpus.read(path);
        ImageHeader expected = new ImageHeader(type, width, height, mode, orientation);

        assertThat(probe.probe(Images.handle(bytes))).isEqualTo(expected);
        assertThat(probe.probe(bytes, bytes.length)).isEqualTo(expected);
    }

    @Test
    void readsNoMoreThanItPromises() throws IOException {
        for (String path : Corpus.paths("(exif|jpeg|webp|tiff|test-documents)/.*")) {
            byte[] bytes = Corpus.read(path);
            CountingHandle object = new CountingHandle(bytes);
            try {
                probe.probe(object);
            } catch (MediaException e) {
                assertThat(e.code()).as(path).isNotNull();
            }
            assertThat(object.bytesRead()).as(path).isLessThanOrEqualTo(ImageProbe.MAX_BYTES);
        }
    }

    @Test
    void leavesUnknownWhatLiesBeyondAStreamsHead() throws IOException {
        byte[] tiff = Corpus.read("tiff/f14.tif");

        ImageHeader header = probe.probe(new ByteArrayInputStream(tiff));

        assertThat(header.contentType()).isEqualTo("image/tiff");
        assertThat(header.width()).isNull();
        assertThat(probe.probe(Images.handle(tiff)).width()).isEqualTo(640);
    }

    @Test
    void refusesAnEmptyObject() {
        expectFailure(new byte[0], ErrorCode.TRUNCATED, "empty", "expected an image");
    }

    @Test
    void refusesATextWhateverItsName() {
        byte[] text = "This is not an image at all.\n".getBytes(StandardCharsets.UTF_8);

        expectFailure(text, ErrorCode.UNSUPPORTED, "text/plain", "image/jpeg");
    }

    @Test
    void namesTheImageThatItDoesNotRead() {
        expectFailure(
                Corpus.read("test-documents/testPSD.psd"),
                ErrorCode.UNSUPPORTED,
                "image/vnd.adobe.photoshop");
    }

    @Test
    void refusesAHeaderThatIsCut() {
        for (String path :
                new String[] {
                    "exif/Landscape_1.jpg",
                    "test-documents/testPNG.png",
                    "webp/1.webp",
                    "test-documents/testGIF.gif",
                    "test-documents/testBMP.bmp",
                    "tiff/balloons.tif"
                }) {
            byte[] cut = Arrays.copyOf(Corpus.read(path), 9);
            if (path.endsWith("webp")) {
                cut = Arrays.copyOf(Corpus.read(path), 14);
            }
            expectFailure(cut, ErrorCode.TRUNCATED, "ends too early");
        }
    }

    @Test
    void refusesABombByItsHeader() {
        expectFailure(
                png(30_000, 30_000),
                ErrorCode.TOO_MANY_PIXELS,
                "30000 x 30000",
                "900000000",
                "178956970");
    }

    @Test
    void refusesSidesThatNoImageHas() {
        expectFailure(png(0, 5), ErrorCode.CORRUPT, "0 x 5");
        expectFailure(png(-1, 5), ErrorCode.CORRUPT, "4294967295 x 5");
        byte[] jpeg = Corpus.read("golden/grey.jpg");
        int frame = 0;
        while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        jpeg[frame + 7] = 0;
        jpeg[frame + 8] = 0;
        expectFailure(jpeg, ErrorCode.CORRUPT, "The JPEG says that it is 0 x");
    }

    @Test
    void refusesMoreBytesThanTheLimit() {
        ImageProbe small = new ImageProbe(new Limits(1000, 1000_000, 1 << 20));
        byte[] bytes = Corpus.read("exif/Landscape_1.jpg");

        MediaException e =
                catchThrowableOfType(MediaException.class, () -> small.probe(Images.handle(bytes)));

        assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(e).hasMessageContaining("347327").hasMessageContaining("1000");
    }

    private static byte[] png(int width, int height) {
        ByteBuffer bytes = ByteBuffer.allocate(33);
        bytes.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        bytes.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 12, 17);
        return bytes.putInt((int) crc.getValue()).array();
    }

    private void expectFailure(byte[] bytes, ErrorCode code, String... parts) {
        MediaException e =
                catchThrowableOfType(MediaException.class, () -> probe.probe(Images.handle(bytes)));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(code);
        assertThat(e.getMessage()).contains(parts);
    }
}
