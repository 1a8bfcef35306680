// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.functions.Samples;
import io.multimodal.functions.image.ImageFunctions;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.ImageModality;
import io.multimodal.store.collect.Sweep;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Image;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.program.Encoding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFunctionsTest {
    @TempDir private Path folder;
    private MediaRuntime media;
    private byte[] png;

    @BeforeEach
    void open() throws Exception {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", folder.resolve("store").toUri().toString());
        options.setString("multimodal.external.test.prefix", folder.toUri().toString());
        media = MediaRuntime.acquire(MultimodalOptions.resolve(options));
        png = Samples.file("image.png");
    }

    @AfterEach
    void close() throws Exception {
        media.close();
    }

    @Test
    void runsAProgramOnceForASource() throws Exception {
        Image img = ReferenceFunctions.ofBytes(media, new ImageModality(), png);
        Image small = ImageFunctions.encode(ImageFunctions.resize(img, 50, 40), Encoding.JPEG, 80);

        Image first = ReferenceFunctions.materialize(media, small);
        assertThat(first.reference()).isNotInstanceOf(DerivedRef.class);
        assertThat(first)
                .extracting(Image::contentType, Image::width, Image::height)
                .containsExactly("image/jpeg", 50, 40);

        // Without its source nothing but what is remembered can give the result.
        media.stores().main().erase(((StoredRef) img.reference()).id());
        close();
        open();
        assertThat(ReferenceFunctions.materialize(media, small)).isEqualTo(first);
        Image other = ImageFunctions.resize(img, 51, 41);
        assertThatThrownBy(() -> ReferenceFunctions.materialize(media, other))
                .isInstanceOf(ObjectErasedException.class);
    }

    /** A sweep may remove an older epoch at any time, whatever job has found the result there. */
    @Test
    void whatIsRememberedIsPutAgainWhereItLiesInAnOlderEpoch() throws Exception {
        Image img = ReferenceFunctions.ofBytes(media, new ImageModality(), png);
        Image raw = ImageFunctions.resize(img, 50, 40);
        StoredRef result = (StoredRef) ReferenceFunctions.materialize(media, raw).reference();
        Sweep.of(media.stores().main()).enable();
        close();
        open();
        assertThat(media.stores().main().keeps(result.id())).isFalse();

        assertThat(ReferenceFunctions.materialize(media, raw).reference()).isEqualTo(result);

        assertThat(media.stores().main().keeps(result.id())).isTrue();
    }

    @Test
    void readsOnlyTheHeaderOfWhatLiesOutsideUntilItIsMaterialised() throws Exception {
        Path file = Files.write(folder.resolve("image.png"), png);
        Image outside =
                ReferenceFunctions.ofUri(media, new ImageModality(), file.toUri().toString());
        assertThat(outside.reference()).isInstanceOf(ExternalRef.class);
        assertThat(outside.width()).isEqualTo(101);
        Image inside = ReferenceFunctions.materialize(media, outside);
        Files.delete(file);
        // An open file can be read though it is deleted.
        close();
        open();

        assertThat(ReferenceFunctions.content(media, inside)).isEqualTo(png);
        assertThat(ReferenceFunctions.mediaError(media, inside)).isNull();
        assertThat(ReferenceFunctions.mediaError(media, outside)).isEqualTo("NOT_FOUND");
    }

    @Test
    void refusesPlacesThatAreNotConfigured() {
        assertThatThrownBy(
                        () ->
                                ReferenceFunctions.ofUri(
                                        media, new ImageModality(), "file:///etc/hostname"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("multimodal.external");
        assertThatThrownBy(
                        () -> ReferenceFunctions.ofUri(media, new ImageModality(), "no uri at all"))
                .hasMessageContaining("URI");
    }
}
