// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.AudioType;
import io.multimodal.types.FileType;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.TensorType;
import io.multimodal.types.VideoType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileEncodingTest {
    @Test
    void takesTheFormatOfTheExtensionOrTheOption() {
        assertThat(encoding(ImageType.TYPE, "jpg", null, 70))
                .isEqualTo(new FileEncoding(FileFormat.JPEG, 70));
        assertThat(encoding(ImageType.TYPE, null, "webp", null))
                .isEqualTo(new FileEncoding(FileFormat.WEBP, 0));
        assertThat(encoding(AudioType.TYPE, "flac", "FLAC", null).format())
                .isEqualTo(FileFormat.FLAC);
        assertThat(encoding(VideoType.TYPE, "mp4", null, null).format()).isEqualTo(FileFormat.MP4);
        assertThat(encoding(TensorType.TYPE, "npy", null, null).format()).isEqualTo(FileFormat.NPY);
        assertThat(encoding(ImageType.TYPE, null, null, null)).isEqualTo(FileEncoding.AS_IS);
        assertThat(encoding(FileType.TYPE, "pdf", null, null)).isEqualTo(FileEncoding.AS_IS);
    }

    @Test
    void refusesByNameWhatCannotBeEncoded() {
        assertThatThrownBy(() -> encoding(ImageType.TYPE, "heic", null, null))
                .hasMessageContaining("'heic'")
                .hasMessageContaining("[png, jpg, jpeg, webp]");
        assertThatThrownBy(() -> encoding(TensorType.TYPE, "png", null, null))
                .hasMessageContaining("TENSOR");
        assertThatThrownBy(() -> encoding(FileType.TYPE, null, "pdf", null))
                .hasMessageContaining("written as it is");
        assertThatThrownBy(() -> encoding(ImageType.TYPE, "jpg", "webp", null))
                .hasMessageContaining("'.jpg'");
        assertThatThrownBy(() -> encoding(ImageType.TYPE, "png", null, 80))
                .hasMessageContaining("'sink.quality'");
        assertThatThrownBy(() -> encoding(ImageType.TYPE, "jpg", null, 0))
                .hasMessageContaining("1 to 100");
    }

    @Test
    void namesExtensionsByContentType() {
        assertThat(FileExtensions.of("image/jpeg")).isEqualTo("jpg");
        assertThat(FileExtensions.of("image/webp")).isEqualTo("webp");
        assertThat(FileExtensions.of("application/x-npy")).isEqualTo("npy");
        assertThat(FileExtensions.of("application/../../x")).isEqualTo("bin");
    }

    private static FileEncoding encoding(
            MultimodalType<?> type, String extension, String named, Integer quality) {
        return FileEncoding.resolve(
                type,
                Optional.ofNullable(extension),
                Optional.ofNullable(named),
                Optional.ofNullable(quality));
    }
}
