// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.image.ImageReader;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.Image;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that lie outside every store, by the options that a user sets. */
class ExternalImageTest {
    @TempDir private Path folder;
    private Path photo;

    @BeforeEach
    void drawAPhoto() throws Exception {
        photo = Files.createDirectories(folder.resolve("photos")).resolve("photo.png");
        draw(64, 48);
    }

    @Test
    void decodesAImageWhereItLies() throws Exception {
        MultimodalConfig config = config(folder.resolve("photos").toUri().toString());
        try (StoreRuntime stores = StoreRuntime.acquire(config.store());
                ImageReader reader = ImageReader.open(stores::open, config.limits())) {
            ExternalRef ref = stores.refer(photo.toUri());
            Image image = Image.of(ref, "image/png", ref.sizeBytes().getAsLong(), 64, 48, "RGB");
            ObjectRef inRow = ObjectRef.fromBytes(image.object());
            assertThat(reader.size(inRow)).isEqualTo(new ImageSize(64, 48));
            ObjectRef cropped =
                    ImageProgram.EMPTY
                            .then(new ImageOp.Rotate(1), Optional.of(new ImageSize(64, 48)))
                            .applyTo(inRow);
            assertThat(reader.size(cropped)).isEqualTo(new ImageSize(48, 64));
            assertThat(reader.encode(cropped, "image/png", 100)).isNotEmpty();
        }
    }

    @Test
    void decodesNothingThatTookItsPlace() throws Exception {
        MultimodalConfig config = config(folder.resolve("photos").toUri().toString());
        ExternalRef ref;
        try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
            ref = stores.refer(photo.toUri());
        }
        draw(65, 48);
        try (StoreRuntime stores = StoreRuntime.acquire(config.store());
                ImageReader reader = ImageReader.open(stores::open, config.limits())) {
            assertThatThrownBy(() -> reader.size(ref)).isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void decodesNothingOutsideTheConfiguredPlaces() throws Exception {
        MultimodalConfig config = config("https://example.org/photos/");
        try (StoreRuntime stores = StoreRuntime.acquire(config.store());
                ImageReader reader = ImageReader.open(stores::open, config.limits())) {
            ExternalRef ref =
                    new ExternalRef(
                            photo.toUri().toString(),
                            0,
                            java.util.OptionalLong.empty(),
                            Optional.empty());
            assertThatThrownBy(() -> reader.size(ref))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("https://example.org/photos/");
        }
    }

    private void draw(int width, int height) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0xff8800);
        ImageIO.write(image, "png", photo.toFile());
    }

    private MultimodalConfig config(String prefix) {
        return MultimodalOptions.resolve(
                Configuration.fromMap(
                        Map.of(
                                "multimodal.stores.test.uri",
                                folder.resolve("store").toUri().toString(),
                                "multimodal.external.photos.prefix",
                                prefix)));
    }
}
