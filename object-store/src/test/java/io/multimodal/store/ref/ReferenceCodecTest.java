// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.References;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceCodecTest {
    private static final Pattern STORED_TEXT =
            Pattern.compile(
                    "cas:1:[0-9a-f]{8}:sha256:[0-9a-f]{64}:(0|[1-9][0-9]{0,18})(?::([0-9a-f]{64}))?");

    private static final StoredRef STORED =
            new StoredRef(1, ContentId.hash("x"), 300, Optional.empty());

    /** Each line of the golden file: name, binary form in hex, text form. */
    @Test
    void writesVersion1AsItAlwaysDid() throws IOException, InvalidReferenceException {
        Map<String, String[]> golden = new TreeMap<>();
        try (InputStream in = getClass().getResourceAsStream("references-v1.txt")) {
            new String(in.readAllBytes(), US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .forEach(fields -> golden.put(fields[0], fields));
        }
        Map<String, ObjectRef> examples = References.examples();
        assertThat(golden.keySet()).containsExactlyInAnyOrderElementsOf(examples.keySet());
        for (Map.Entry<String, ObjectRef> example : examples.entrySet()) {
            String[] fields = golden.get(example.getKey());
            assertThat(HexFormat.of().formatHex(example.getValue().toBytes())).isEqualTo(fields[1]);
            assertThat(example.getValue().toText()).isEqualTo(fields[2]);
            assertThat(ObjectRef.fromBytes(HexFormat.of().parseHex(fields[1])))
                    .isEqualTo(example.getValue());
            assertThat(ObjectRef.fromText(fields[2])).isEqualTo(example.getValue());
        }
    }

    @Test
    void takesAboutFortyBytes() {
        assertThat(STORED.toBytes()).hasSize(40);
    }

    @Test
    void refusesATrailingByte() {
        for (ObjectRef ref : References.examples().values()) {
            byte[] bytes = ref.toBytes();
            assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (ObjectRef ref : References.examples().values()) {
            byte[] bytes = ref.toBytes();
            for (int length = 0; length < bytes.length; length++) {
                assertRefused(Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    void refusesUnknownVersionsAlgorithmsAndFlags() {
        for (int version : new int[] {0, 2, 255}) {
            byte[] bytes = STORED.toBytes();
            bytes[0] = (byte) version;
            assertThatThrownBy(() -> ObjectRef.fromBytes(bytes))
                    .isInstanceOf(InvalidReferenceException.class)
                    .hasMessageContaining("version " + version);
        }
        for (int bit = 2; bit < 8; bit++) {
            byte[] bytes = STORED.toBytes();
            bytes[1] |= (byte) (1 << bit);
            assertRefused(bytes);
        }
    }

    @Test
    void refusesAPrefixThatCannotBe() throws InvalidReferenceException {
        byte[] stored = STORED.toBytes();
        stored[1] |= (byte) (1 << 6);
        assertRefused(stored);
        ExternalRef place = new ExternalRef("s3://b/k", 0, OptionalLong.of(9), Optional.empty());
        byte[] flagged = place.toBytes();
        flagged[1] |= (byte) (1 << 6);
        assertRefused(flagged);
        byte[] empty = Arrays.copyOf(flagged, flagged.length + 1);
        assertRefused(empty);
        byte[] longer = place.after(new InlineRef(new byte[1024])).toBytes();
        assertThat(ObjectRef.fromBytes(longer))
                .isEqualTo(place.after(new InlineRef(new byte[1024])));
        for (int bytes : new int[] {0, 1025}) {
            assertThatThrownBy(() -> place.after(new InlineRef(new byte[bytes])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 1024 bytes, this one has " + bytes);
        }
        assertThatThrownBy(
                        () ->
                                new ExternalRef(
                                        "s3://b/k",
                                        0,
                                        OptionalLong.of(2),
                                        Optional.empty(),
                                        Optional.of(new InlineRef(new byte[3]))))
                .hasMessageContaining("of 2 bytes has a prefix of 3");
    }

    @Test
    void refusesNumbersThatAreNotInTheirShortestForm() {
        byte[] bytes = STORED.toBytes();
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 1);
        padded[bytes.length - 1] |= (byte) 0x80;
        assertRefused(padded);
    }

    @Test
    void refusesADerivedReferenceOverADerivedOne() {
        byte[] derived = new DerivedRef(STORED, new byte[] {1}).toBytes();
        byte[] nested = new byte[derived.length + 4];
        System.arraycopy(derived, 0, nested, 0, 4);
        System.arraycopy(derived, 0, nested, 4, derived.length);
        assertRefused(nested);
    }

    @Test
    void refusesTextInTheUriThatIsNotUtf8() {
        byte[] bytes =
                new ExternalRef("s3://b/k", 0, OptionalLong.empty(), Optional.empty()).toBytes();
        bytes[5] = (byte) 0xff;
        assertRefused(bytes);
    }

    @Test
    void refusesMoreThanTheMostBytesUnread() {
        assertThatThrownBy(() -> ObjectRef.fromBytes(new byte[ObjectRef.MAX_ENCODED_BYTES + 1]))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessageContaining("1048577");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://user:password@host/x",
                "https://u@h/x",
                "s3://b/k?X-Amz-Signature=abc",
                "https://h/k?a=b&X-Amz-Credential=password",
                "https://h/k?access_token=password",
                "https://h/k?token=password",
                "https://h/k?API-Key=password",
                "",
                "a\nb"
            })
    void keepsCredentialsAndNonsenseOutOfReferences(String uri) {
        assertThatThrownBy(() -> new ExternalRef(uri, 0, OptionalLong.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cas:",
                "cas:2:00000001:sha256:" + HEX + ":1",
                "cas:1:0000001:sha256:" + HEX + ":1",
                "cas:1:0000000A:sha256:" + HEX + ":1",
                "cas:1:00000001:sha512:" + HEX + ":1",
                "cas:1:00000001:sha256:" + HEX + ":01",
                "cas:1:00000001:sha256:" + HEX + ":-1",
                "cas:1:00000001:sha256:" + HEX + ":9999999999999999999",
                "cas:1:00000001:sha256:" + HEX + ":1:" + HEX,
                "cas:1:00000001:sha256:" + HEX + ":100000000",
                "cas:1:00000001:sha256:" + HEX + ":1\n",
                " cas:1:00000001:sha256:" + HEX + ":1",
                "cas:1:00000001:sha256:../../../../etc/passwd:1",
                "inl:1:AQAA=",
                "inl:1:AQABA/",
                "inl:2:AQAA",
                "ext:1:AQAA",
                "http://example.org/"
            })
    void refusesTextThatIsNoReference(String text) {
        assertThatThrownBy(() -> ObjectRef.fromText(text))
                .isInstanceOf(InvalidReferenceException.class);
    }

    private static final String HEX =
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    /** The grammar of docs/format.md, as an expression, decides what the parser has to say. */
    @Test
    void readsTheTextsOfTheGrammarAndNoOthers() {
        String digest = "0123456789abcdef".repeat(4);
        List<String> valid =
                List.of(
                        "cas:1:89abcdef:sha256:" + digest + ":0",
                        "cas:1:ffffffff:sha256:" + digest + ":4096",
                        "cas:1:00000000:sha256:" + digest + ":9223372036854775807:" + digest);
        int read = 0;
        int refused = 0;
        for (String text : valid) {
            for (int at = 0; at <= text.length(); at++) {
                for (String put :
                        List.of("", "0", "1", "a", "F", "g", ":", "+", "-", "\u0661", " ")) {
                    for (int dropped = 0; dropped <= Math.min(2, text.length() - at); dropped++) {
                        String changed = text.substring(0, at) + put + text.substring(at + dropped);
                        Optional<ObjectRef> ref = read(changed);
                        assertThat(ref.isPresent()).as(changed).isEqualTo(isOfTheGrammar(changed));
                        ref.ifPresent(r -> assertThat(r.toText()).isEqualTo(changed));
                        read += ref.isPresent() ? 1 : 0;
                        refused += ref.isPresent() ? 0 : 1;
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(500);
        assertThat(refused).isGreaterThan(5000);
    }

    private static Optional<ObjectRef> read(String text) {
        try {
            return Optional.of(ObjectRef.fromText(text));
        } catch (InvalidReferenceException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfTheGrammar(String text) {
        Matcher parts = STORED_TEXT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        BigInteger length = new BigInteger(parts.group(1));
        boolean large = length.compareTo(BigInteger.valueOf(RangeTree.THRESHOLD_BYTES)) > 0;
        return length.bitLength() <= 63 && large == (parts.group(2) != null);
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> ObjectRef.fromBytes(bytes))
                .isInstanceOf(InvalidReferenceException.class);
    }
}
