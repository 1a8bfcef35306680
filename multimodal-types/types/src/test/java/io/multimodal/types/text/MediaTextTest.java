// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ref.InlineRef;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.DType;
import io.multimodal.types.FileType;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import io.multimodal.types.Video;
import io.multimodal.types.VideoType;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;

/** What the SQL client shows of media, alone and in collections. */
class MediaTextTest {
    private static final InlineRef REF = new InlineRef(new byte[] {1, 2, 3});
    private static final RowData IMAGE =
            ImageType.TYPE.toRowData(Image.of(REF, "image/jpeg", 3L, 1440, 960, "RGB"));

    /** A cell of the SQL client has room for 30 characters. */
    @Test
    void fitsIntoACell() {
        shows(MultimodalTypes.image(), IMAGE, "IMAGE(1440x960, RGB, jpeg)");
        shows(
                MultimodalTypes.audio(),
                AudioType.TYPE.toRowData(
                        Audio.of(REF, "audio/flac", 3L, 44_100, 2, 12.503, "flac")),
                "AUDIO(44100 Hz, 12.5 s, flac)");
        shows(
                MultimodalTypes.video(),
                VideoType.TYPE.toRowData(
                        Video.of(REF, "video/mp4", 3L, 1920, 1080, 29.97, 3600.0, "h264")),
                "VIDEO(1920x1080, 3600 s, mp4)");
        shows(
                MultimodalTypes.tensor(),
                TensorType.TYPE.toRowData(Tensor.of(REF, DType.FLOAT32, 3, 224, 224)),
                "TENSOR(float32, 3x224x224)");
        shows(
                MultimodalTypes.file(),
                FileType.TYPE.toRowData(MediaFile.of(REF, "application/pdf", 3L)),
                "FILE(application/pdf)");
        shows(MultimodalTypes.image(), ImageType.TYPE.toRowData(Image.of(REF)), "IMAGE()");
    }

    @Test
    void showsCollections() {
        String image = "IMAGE(1440x960, RGB, jpeg)";
        shows(
                DataTypes.ARRAY(MultimodalTypes.image()),
                new GenericArrayData(new Object[] {IMAGE, null}),
                "[" + image + ", NULL]");
        shows(
                DataTypes.MULTISET(MultimodalTypes.image()),
                new GenericMapData(Map.of(IMAGE, 2)),
                "{" + image + "=2}");
        shows(
                DataTypes.MAP(DataTypes.STRING(), MultimodalTypes.image()),
                new GenericMapData(Map.of(StringData.fromString("k"), IMAGE)),
                "{k=" + image + "}");
        shows(
                DataTypes.MULTISET(DataTypes.ARRAY(MultimodalTypes.image())),
                new GenericMapData(Map.of(new GenericArrayData(new Object[] {IMAGE}), 1)),
                "{[" + image + "]=1}");
        shows(
                DataTypes.ROW(
                        DataTypes.FIELD("n", DataTypes.INT()),
                        DataTypes.FIELD("m", DataTypes.MULTISET(MultimodalTypes.image()))),
                GenericRowData.of(5, new GenericMapData(Map.of(IMAGE, 1))),
                "(5, {" + image + "=1})");
    }

    private static void shows(DataType type, Object value, String text) {
        assertThat(new MediaText(type.getLogicalType()).eval(value)).isEqualTo(text);
    }
}
