// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the encoding, in {@code golden/tensor-programs-v1.txt}: a program's bytes in
 * hexadecimal, and after a blank its text; and hostile bytes in their place.
 */
class TensorProgramFormatTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void writesAndReadsVersion1AsItWasWritten() throws IOException {
        List<String> golden;
        try (InputStream in =
                TensorProgramFormatTest.class.getResourceAsStream(
                        "/golden/tensor-programs-v1.txt")) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        List<String> written = new ArrayList<>();
        for (TensorProgram program : TensorProgramTest.examples()) {
            written.add(HEX.formatHex(program.encode()) + " " + program);
            assertThat(TensorProgram.decode(program.encode())).isEqualTo(program);
        }
        assertThat(written).containsExactlyElementsOf(golden);
    }

    @Test
    void refusesOtherVersionsKindsFlagsAndStepsByName() {
        fails("02040000010301", ErrorCode.REFUSED, "version 2");
        fails("01010000010301", ErrorCode.REFUSED, "kind 1, not for tensors (4)");
        fails("01040200010301", ErrorCode.REFUSED, "flags");
        fails("01040005", ErrorCode.REFUSED, "unknown code 5");
        fails("010400000163", ErrorCode.REFUSED, "unknown code 99");
        fails("01040000010315", ErrorCode.REFUSED, "unknown choice 21");
        fails("0104000041", ErrorCode.REFUSED, "65 steps");
        fails("0104000100030c00" + "00", ErrorCode.REFUSED, "unknown choice 3");
        byte[] tensor = HEX.parseHex("0104010000");
        assertThatThrownBy(() -> ImageProgram.decode(tensor))
                .hasMessageContaining("kind 4, not for images");
        assertThatThrownBy(() -> AudioProgram.decode(tensor))
                .hasMessageContaining("kind 4, not for audio");
    }

    @Test
    void refusesProgramsThatAreNotNormalised() throws MediaException {
        fails("0104000000", ErrorCode.CORRUPT, "says nothing");
        // Mean and deviation that change nothing.
        fails(
                "0104000100010c01" + "00000000".repeat(3) + "3f800000".repeat(3) + "00",
                ErrorCode.CORRUPT,
                "not normalised");
        // A cast of pixels to another float.
        fails("0104000100010c00" + "01" + "030a", ErrorCode.CORRUPT, "not normalised");
        // An image that is NULL on error, and one that is encoded.
        String tried = HEX.formatHex(ImageProgram.EMPTY.orNull().encode());
        fails("01040001" + "04" + tried + "010c0000", ErrorCode.CORRUPT, "not normalised");
        fails("01040001" + "07" + "01010001090100" + "010c0000", ErrorCode.CORRUPT, "not normal");
    }

    @Test
    void refusesNumbersOutOfRange() {
        // Pixels of int32; a deviation of 0; frames every 0 s.
        fails("010400010001070000", ErrorCode.CORRUPT, "Pixels become floats");
        fails(
                "0104000100010c01" + "00000000".repeat(3) + "00000000".repeat(3) + "00",
                ErrorCode.CORRUPT,
                "deviation above 0");
        fails("01040004000000000000000000" + "00101000", ErrorCode.CORRUPT, "more than 0");
    }

    @Test
    void answersEveryFlippedBitWithAnotherProgramOrARefusal() throws MediaException {
        List<TensorProgram> examples = TensorProgramTest.examples();
        for (TensorProgram program : List.of(examples.get(1), examples.get(8))) {
            FlippedBits.giveAnotherProgramOrARefusal(
                    program.encode(), flipped -> TensorProgram.decode(flipped).encode());
        }
    }

    @Test
    void refusesAProgramThatIsCutOrGoesOn() throws MediaException {
        for (TensorProgram program : TensorProgramTest.examples()) {
            byte[] bytes = program.encode();
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> TensorProgram.decode(cut))
                        .isInstanceOf(MediaException.class);
            }
            fails(HEX.formatHex(bytes) + "00", ErrorCode.CORRUPT, "after its end");
        }
        fails("00".repeat(5000), ErrorCode.REFUSED, "5000 bytes");
    }

    private static void fails(String hex, ErrorCode code, String words) {
        assertThatThrownBy(() -> TensorProgram.decode(HEX.parseHex(hex)))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
