// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the encoding, in {@code golden/image-programs-v1.txt}: a program's bytes in
 * hexadecimal, and after a blank its text. References in old states and topics hold such bytes.
 */
class ImageProgramGoldenTest {
    @Test
    void writesVersion1AsItWasWritten() throws IOException {
        Map<String, String> golden = golden();
        assertThat(golden).hasSize(programs().length);
        for (ImageProgram program : programs()) {
            assertThat(golden)
                    .containsEntry(HexFormat.of().formatHex(program.encode()), program.toString());
        }
    }

    @Test
    void readsVersion1() throws IOException {
        for (Map.Entry<String, String> line : golden().entrySet()) {
            assertThat(ImageProgram.decode(HexFormat.of().parseHex(line.getKey())))
                    .hasToString(line.getValue());
        }
    }

    private static ImageProgram[] programs() throws MediaException {
        return new ImageProgram[] {
            ImageProgram.EMPTY.then(new Crop(10, 20, 300, 48, 150)),
            ImageProgram.EMPTY.then(new Crop(-7, -8, 1 << 20, 1, -17999)),
            ImageProgram.EMPTY.then(new Rotate(3)).orNull(),
            ImageProgram.EMPTY.orNull(),
            ImageProgram.EMPTY
                    .then(new Crop(0, 0, 640, 480, 0))
                    .then(new Rotate(1))
                    .then(new Resize(224, 224)),
            ImageProgram.EMPTY
                    .then(new ImageOp.Fit(224, 224, FitMode.COVER))
                    .then(new ImageOp.Convert(ColourMode.L)),
            ImageProgram.EMPTY.then(new ImageOp.Fit(100, 50, FitMode.PAD)),
            ImageProgram.EMPTY
                    .then(new ImageOp.Fit(100, 50, FitMode.CONTAIN))
                    .then(new ImageOp.Fit(100, 50, FitMode.THUMBNAIL)),
            ImageProgram.EMPTY.then(new Rotate(1)).then(new ImageOp.Flip()),
            ImageProgram.EMPTY
                    .then(new ImageOp.Blur(150))
                    .then(new ImageOp.Sharpen(200, 150))
                    .then(new ImageOp.Convert(ColourMode.RGB))
                    .then(new ImageOp.Encode(Encoding.JPEG, 80)),
            ImageProgram.EMPTY.then(new ImageOp.Encode(Encoding.PNG, 0)),
            ImageProgram.EMPTY.then(new ImageOp.Encode(Encoding.WEBP, 75)),
            ImageProgram.EMPTY
                    .then(new ImageOp.Page(300, 1240, 1754))
                    .then(new Crop(10, 20, 300, 48, 0))
        };
    }

    private static Map<String, String> golden() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        try (InputStream in =
                ImageProgramGoldenTest.class.getResourceAsStream("/golden/image-programs-v1.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .forEach(
                            line ->
                                    lines.put(
                                            line.substring(0, line.indexOf(' ')),
                                            line.substring(line.indexOf(' ') + 1)));
        }
        return lines;
    }
}
