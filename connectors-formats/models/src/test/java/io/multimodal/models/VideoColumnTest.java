// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Video;
import io.multimodal.types.VideoType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models over VIDEO that give the mean of each frame and channel. Frame n of the 12 frames of
 * {@code frames.mp4}, at 10 frames a second, has the colour (20 n, 255 - 20 n, 128); made by {@code
 * ffmpeg -f lavfi -i "nullsrc=s=32x32:r=10:d=1.2,format=rgb24,geq=r='20*N':g='255-20*N':b='128'"
 * -c:v libx264 -pix_fmt yuv444p -crf 4 -g 6 frames.mp4}.
 */
class VideoColumnTest {
    private static final List<ModelColumn> VIDEO =
            List.of(new ModelColumn("clip", MultimodalTypes.video().getLogicalType()));
    private static final String[] PLAIN = {"input.mean", "0,0,0", "input.std", "1,1,1"};

    private static ColumnModels models;
    private static RowData video;

    @BeforeAll
    static void open() throws Exception {
        models = new ColumnModels();
        video = row(Files.readAllBytes(ColumnModels.file("frames.mp4")));
    }

    @Test
    void runsOnceForEachOfSoManyFrames() throws Exception {
        assertFrames(infer("frame", "input.frames", "4"), 1, 4, 7, 10);
        assertFrames(infer("frame"), 0, 2, 3, 5, 6, 8, 9, 11);
    }

    @Test
    void runsOnceForEveryNthFrameAndForThoseAtGivenTimes() throws Exception {
        assertFrames(infer("frame", "input.every-nth-frame", "5"), 0, 5, 10);
        assertFrames(infer("frame", "input.frame-times", "0.95, 0"), 9, 0);
    }

    @Test
    void takesAllFramesTogether() throws Exception {
        assertFrames(infer("frames"), 1, 4, 7, 10);
        assertFrames(infer("frames", "input.frame-times", "0,0.1,0.2,0.3"), 0, 1, 2, 3);
        float[] byChannel = infer("channels");
        float[] byFrame = new float[12];
        for (int frame = 0; frame < 4; frame++) {
            for (int channel = 0; channel < 3; channel++) {
                byFrame[frame * 3 + channel] = byChannel[channel * 4 + frame];
            }
        }
        assertFrames(byFrame, 1, 4, 7, 10);
    }

    @Test
    void badVideosFailAlone() throws Exception {
        byte[] file = Files.readAllBytes(ColumnModels.file("frames.mp4"));
        List<RowData> rows = List.of(row(Arrays.copyOf(file, 300)), row(new byte[] {1, 2}), video);
        List<RowData> outputs = models.infer("frames", VIDEO, Collections.emptyList(), rows, PLAIN);
        assertThat(outputs.stream().map(row -> row.isNullAt(0))).containsExactly(true, true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frames | input.frames | 5 | The options ask for 5 frames, but the model's input is x FLOAT[?, 4, 3, 8, 8]",
                "frames | input.every-nth-frame | 2 | gives a video as many frames as it is long",
                "frame | input.frames | 0 | The options of frames are 1 to 10000, not 0",
                "frame | input.frame-times | 1;2 | has times in seconds, separated by commas, not '1;2'",
                "float | input.frames | 1 | The column clip VIDEO cannot feed the model's input x FLOAT[?, 3]",
            })
    void refusesWhatCannotBe(String model, String option, String value, String message) {
        assertThatThrownBy(() -> models.plan("tensor", model, VIDEO, List.of(), option, value))
                .hasMessageContaining(message);
    }

    private static float[] infer(String model, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(PLAIN));
        all.addAll(List.of(options));
        return models.infer(model, VIDEO, List.of(), List.of(video), all.toArray(String[]::new))
                .get(0)
                .getArray(0)
                .toFloatArray();
    }

    private static void assertFrames(float[] means, int... frames) {
        assertThat(means).hasSize(3 * frames.length);
        IntStream.range(0, frames.length)
                .forEach(
                        i -> {
                            double red = 20 * frames[i] / 255.0;
                            assertThat((double) means[3 * i]).isCloseTo(red, within(0.02));
                            assertThat((double) means[3 * i + 1]).isCloseTo(1 - red, within(0.02));
                        });
    }

    private static RowData row(byte[] file) throws Exception {
        return GenericRowData.of(VideoType.TYPE.toRowData(Video.of(models.put(Payload.of(file)))));
    }
}
