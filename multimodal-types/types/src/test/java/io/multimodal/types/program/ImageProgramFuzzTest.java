// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Hostile bytes in the place of a program. */
class ImageProgramFuzzTest {
    @Test
    void refusesAProgramWithATrailingByte() throws MediaException {
        byte[] program = ImageProgram.EMPTY.then(new Rotate(1)).encode();
        fails(Arrays.copyOf(program, program.length + 1), ErrorCode.CORRUPT, "after its end");
    }

    @Test
    void refusesAProgramThatIsCut() throws MediaException {
        byte[] program = ImageProgram.EMPTY.then(new Crop(1, 2, 300, 400, 5)).encode();
        for (int length = 0; length < program.length; length++) {
            fails(Arrays.copyOf(program, length), ErrorCode.CORRUPT, "ends early");
        }
    }

    @Test
    void refusesOtherVersionsKindsFlagsAndStepsByName() {
        fails("020100010201", ErrorCode.REFUSED, "version 2");
        fails("010200010201", ErrorCode.REFUSED, "kind 2");
        fails("010102010201", ErrorCode.REFUSED, "flags");
        fails("010100016301", ErrorCode.REFUSED, "unknown code 99");
        fails("0101000104010105", ErrorCode.REFUSED, "unknown choice 5");
        fails("01010001060a", ErrorCode.REFUSED, "unknown choice 10");
        fails("0101004102010201", ErrorCode.REFUSED, "65 steps");
    }

    @Test
    void refusesProgramsThatAreNotNormalised() {
        fails("01010000", ErrorCode.CORRUPT, "says nothing");
        fails("010100010200", ErrorCode.CORRUPT, "not normalised");
        fails("0101000202010201", ErrorCode.CORRUPT, "not normalised");
        fails("01010002050201", ErrorCode.CORRUPT, "not normalised");
        fails("01010002" + "090100" + "05", ErrorCode.CORRUPT, "not normalised");
        fails("01010002" + "030505" + "030505", ErrorCode.CORRUPT, "not normalised");
        fails("01010001" + "01" + "0102" + "0505" + "00", ErrorCode.CORRUPT, "not normalised");
        fails("0101000102" + "8100", ErrorCode.CORRUPT, "longer than it needs");
    }

    @Test
    void refusesNumbersOutOfRange() {
        fails("010100010204", ErrorCode.CORRUPT, "4 quarter turns");
        fails("0101000103" + "ffffffffffffffffff01" + "01", ErrorCode.CORRUPT, "above 2147483647");
        fails("0101000103" + "ffffffffffffffffff7f" + "01", ErrorCode.CORRUPT, "64 bits");
        fails("01010001010000" + "00" + "0100", ErrorCode.CORRUPT, "0x1");
        fails("010100010700", ErrorCode.CORRUPT, "blur");
        fails("01010001080100", ErrorCode.CORRUPT, "sharpen by 0");
        fails("010100012100" + "0505", ErrorCode.CORRUPT, "page 0");
        fails("010100012101" + "0005", ErrorCode.CORRUPT, "0x5");
        fails("0101000202012101" + "0505", ErrorCode.CORRUPT, "page of an image");
        fails("01010001090101", ErrorCode.CORRUPT, "image/png with quality 1");
        fails("01010001090200", ErrorCode.CORRUPT, "image/jpeg with quality 0");
    }

    @Test
    void refusesMoreBytesThanAReferenceMayHold() {
        fails(new byte[5000], ErrorCode.REFUSED, "5000 bytes");
    }

    @Test
    void answersEveryFlippedBitWithAnotherProgramOrARefusal() throws MediaException {
        byte[] program =
                ImageProgram.EMPTY
                        .then(new Crop(-7, 20, 300, 48, 150))
                        .then(new Rotate(2))
                        .then(new Resize(224, 224))
                        .encode();
        FlippedBits.giveAnotherProgramOrARefusal(
                program, flipped -> ImageProgram.decode(flipped).encode());
    }

    private static void fails(String hex, ErrorCode code, String words) {
        fails(HexFormat.of().parseHex(hex), code, words);
    }

    private static void fails(byte[] bytes, ErrorCode code, String words) {
        assertThatThrownBy(() -> ImageProgram.decode(bytes))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
