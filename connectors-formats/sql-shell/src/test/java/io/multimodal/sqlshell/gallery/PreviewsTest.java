// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.MediaRuntime;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Image;
import io.multimodal.types.config.MultimodalOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
    @TempDir private Path folder;

    /** Of noise, so that it is too large to lie within the reference. */
    private static byte[] image() throws Exception {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 200 * 200; i++) {
            image.setRGB(i % 200, i / 200, random.nextInt());
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    @Test
    void areKeptInTheStoreUntilTheObjectIsErased() throws Exception {
        Configuration options =
                Configuration.fromMap(
                        Map.of("multimodal.stores.default.uri", folder.toUri().toString()));
        try (MediaRuntime media = MediaRuntime.acquire(MultimodalOptions.resolve(options))) {
            StoredRef ref = (StoredRef) media.stores().put(Payload.of(image()));
            Previews previews = new Previews(media);
            byte[] first = previews.of(Image.of(ref), 64).bytes();
            RecordStore kept = media.stores().main().records();
            assertThat(kept.usage(Previews.SPACE).records()).isEqualTo(1);
            assertThat(previews.of(Image.of(ref), 64).bytes()).isEqualTo(first);

            media.stores().main().erase(ref.id());

            assertThatThrownBy(() -> previews.of(Image.of(ref), 64))
                    .isInstanceOf(ObjectErasedException.class);
            assertThat(kept.usage(Previews.SPACE).records()).isZero();
        }
    }
}
