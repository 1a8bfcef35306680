// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImagePixels;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format whose class and service file only the job's class loader has. */
class JobFormatTest {
    private static final byte[] FILE =
            FlatFormat.file(
                    new ImageDescription(new ImageSize(3, 1), PixelChannels.GREY),
                    new byte[] {1, 2, 3});

    @TempDir private Path temp;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader job;

    @BeforeEach
    void makeTheJobsJar() throws Exception {
        job = JobLoader.of(temp.resolve("job"), FlatFormat.class, ImageFormat.class);
    }

    @AfterEach
    void endTheJob() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        job.close();
    }

    @Test
    void jobThatBringsTheFormatReadsItAndOthersDoNot() throws Exception {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.main.uri", temp.resolve("store").toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(options);
        try (MediaRuntime without = MediaRuntime.acquire(config)) {
            ObjectRef ref =
                    without.stores().main().put(Payload.of(FILE)).toCompletableFuture().join();
            Thread.currentThread().setContextClassLoader(job);
            try (MediaRuntime with = MediaRuntime.acquire(config)) {
                Thread.currentThread().setContextClassLoader(before);

                assertThat(with.formats()).isNotEqualTo(without.formats());
                assertThat(pixels(with, ref)).containsExactly(1, 2, 3);
                assertThatThrownBy(() -> pixels(without, ref))
                        .isInstanceOf(MediaException.class)
                        .hasMessageContaining("expected an image, one of image/jpeg");
            }
        }
    }

    private static byte[] pixels(MediaRuntime media, ObjectRef ref) throws Exception {
        ImagePixels pixels =
                media.images().pixels(ref, TensorSpec.Layout.HWC, TensorSpec.Channels.GREY);
        return pixels.values();
    }

    @Test
    void probeKeepsTheFormatsThatItsThreadHad() throws Exception {
        Thread.currentThread().setContextClassLoader(job);
        ImageProbe probe = new ImageProbe(Limits.DEFAULT);
        ImageFormats again = ImageFormats.find();
        assertThat(again).isEqualTo(ImageFormats.find()).isNotEqualTo(ImageFormats.BUILT_IN);
        Thread.currentThread().setContextClassLoader(before);

        assertThat(probe.probe(new ArrayHandle(FILE)).width()).isEqualTo(3);
    }
}
