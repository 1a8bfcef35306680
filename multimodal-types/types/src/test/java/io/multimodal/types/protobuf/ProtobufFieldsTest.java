// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufFieldsTest {
    /** The messages of the specification of the encoding: 150, "testing" and packed numbers. */
    @Test
    void readsTheExamplesOfTheSpecification() {
        ProtobufFields fields = fields("089601 120774657374696e67 32068e029e05f8ff 1a03089601");
        assertThat(fields.next()).isTrue();
        assertThat(fields.is(1, ProtobufFields.VARINT)).isTrue();
        assertThat(fields.integer()).isEqualTo(150);
        assertThat(fields.text()).isEmpty();
        assertThat(fields.next()).isTrue();
        assertThat(fields.is(2, ProtobufFields.DELIMITED)).isTrue();
        assertThat(fields.text()).isEqualTo("testing");
        assertThat(fields.part()).isEqualTo(new ProtobufFields.Part(5, 7));
        assertThat(fields.integer()).isZero();
        assertThat(fields.next()).isTrue();
        assertThat(fields.number()).isEqualTo(6);
        ProtobufFields packed = fields.message();
        assertThat(packed.varint()).isEqualTo(270);
        assertThat(packed.varint()).isEqualTo(670);
        assertThat(packed.hasMore()).isTrue();
        assertThat(fields.next()).isTrue();
        ProtobufFields message = fields.message();
        assertThat(message.next()).isTrue();
        assertThat(message.integer()).isEqualTo(150);
        assertThat(message.next()).isFalse();
        assertThat(fields.next()).isFalse();
    }

    @Test
    void readsNumbersOfAFixedSize() {
        ProtobufFields fields = fields("0d0000c03f 110000000000000480 0a040000c03f");
        assertThat(fields.next()).isTrue();
        assertThat(fields.is(1, ProtobufFields.FIXED32)).isTrue();
        assertThat(Float.intBitsToFloat((int) fields.integer())).isEqualTo(1.5f);
        assertThat(fields.next()).isTrue();
        assertThat(fields.is(2, ProtobufFields.FIXED64)).isTrue();
        assertThat(fields.integer()).isEqualTo(0x8004000000000000L);
        assertThat(fields.next()).isTrue();
        assertThat(fields.message().float32()).isEqualTo(1.5f);
    }

    @Test
    void readsANegativeNumberOfTenBytes() {
        ProtobufFields fields = fields("08ffffffffffffffffff01");
        assertThat(fields.next()).isTrue();
        assertThat(fields.integer()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "08, a number is cut off",
        "0880, a number is cut off",
        "08ffffffffffffffffffff01, a number has more than 10 bytes",
        "0a05616263, 'a field has 5 bytes, and 3 follow'",
        "0affffffffffffffffff01, 'a field has -1 bytes, and 0 follow'",
        "0d000000, 'a field has 4 bytes, and 3 follow'",
        "11000000, 'a field has 8 bytes, and 3 follow'",
        "0b, a field has the wire type 3",
        "00, a field has the number 0",
        "8080808010, a field has the number 536870912"
    })
    void refusesWhatIsNoMessage(String hex, String why) {
        ProtobufFields fields = fields(hex);
        assertThatThrownBy(fields::next).isInstanceOf(ProtobufException.class).hasMessage(why);
    }

    /** A part ends where it ends, although the array goes on. */
    @Test
    void readsNothingBehindItsPart() {
        byte[] bytes = HexFormat.of().parseHex("0a0461626364");
        ProtobufFields fields = new ProtobufFields(bytes, new ProtobufFields.Part(0, 4));
        assertThatThrownBy(fields::next).hasMessage("a field has 4 bytes, and 2 follow");
    }

    @Test
    void readsAnyBytesOrRefusesThem() {
        Random random = new Random(14);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            ProtobufFields fields = new ProtobufFields(bytes);
            try {
                while (fields.next()) {
                    assertThat(fields.part().offset() + fields.part().length())
                            .isBetween(0, bytes.length);
                    assertThat(fields.number()).isPositive();
                }
            } catch (ProtobufException e) {
                assertThat(e).hasMessageMatching("a (field|number) .*");
            }
        }
    }

    private static ProtobufFields fields(String hex) {
        return new ProtobufFields(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
