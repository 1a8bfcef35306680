// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.PixelLayout;
import io.multimodal.types.program.TensorProgram;
import io.multimodal.types.program.TensorSource.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of tensors that programs make of images. */
class DerivedTensorContentTest {
    @TempDir private Path store;

    @Test
    void isAFileOfNumPyAndNothingWhereATriedOneFails() throws Exception {
        Configuration options =
                Configuration.fromMap(
                        Map.of("multimodal.stores.default.uri", store.toUri().toString()));
        try (MediaRuntime media = MediaRuntime.acquire(MultimodalOptions.resolve(options))) {
            FileContents contents = new FileContents(media, FileEncoding.AS_IS);
            byte[] png = png();
            ObjectRef sound = media.stores().put(Payload.of(png));
            ObjectRef broken = media.stores().put(Payload.of(Arrays.copyOf(png, png.length - 20)));
            TensorProgram pixels =
                    TensorProgram.of(
                            new Pixels(
                                    ImageProgram.EMPTY,
                                    PixelLayout.HWC,
                                    DType.UINT8,
                                    Pixels.NO_MEAN,
                                    Pixels.NO_STD));

            FileContent written = contents.of(Tensor.of(pixels.applyTo(sound)));
            assertThat(written.extension()).isEqualTo("npy");
            assertThat(NpyHeader.read(written.object()).shape()).containsExactly(30, 40, 3);

            assertThatThrownBy(() -> contents.of(Tensor.of(pixels.applyTo(broken))))
                    .isInstanceOf(MediaException.class);
            assertThat(contents.of(Tensor.of(pixels.orNull().applyTo(broken)))).isNull();
            assertThat(contents.of(Tensor.of(pixels.orNull().applyTo(sound)))).isNotNull();
        }
    }

    private static byte[] png() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file);
        return file.toByteArray();
    }
}
