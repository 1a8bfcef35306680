// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.References;
import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedReferenceCodecTest {
    private static final StoredRef REF =
            new StoredRef(0x1a2b3c4d, ContentId.hash("small"), 4096, Optional.empty());

    @TempDir Path folder;
    private Path keys;
    private SignedReferenceCodec codec;

    @BeforeEach
    void makeKeys() throws Exception {
        keys = KeyFiles.write(folder.resolve("keys"), KeyFiles.ONE);
        codec = required(keys);
    }

    /** The bytes that docs/format.md says, put together here by hand. */
    @Test
    void signsAsTheFormatSays() throws Exception {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.write("multimodal:reference-signature:1\0".getBytes(StandardCharsets.US_ASCII));
        fields.write(HexFormat.of().parseHex("1a2b3c4d" + "00"));
        fields.write(ContentId.hash("small").digest());
        fields.write(HexFormat.of().parseHex("0000000000001000" + "00"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex("11".repeat(32)), "HmacSHA256"));
        String expected =
                HexFormat.of().formatHex(mac.doFinal(fields.toByteArray())).substring(0, 32);
        assertThat(codec.toText(REF)).isEqualTo(REF.toText() + ":sig:01:" + expected);
        assertThat(HexFormat.of().formatHex(codec.toBytes(REF)))
                .isEqualTo(
                        HexFormat.of().formatHex(REF.toBytes()).replaceFirst("^0101", "0121")
                                + "01"
                                + expected);
        // Wire format 1: never another code for the same fields and key.
        assertThat(expected).isEqualTo("52ee9a367a1306a3d712e15af3779326");
    }

    @Test
    void aSignatureIsCarriedFromBytesToTextAndBackWithoutKeys() throws Exception {
        for (ObjectRef ref : References.examples().values()) {
            assertThat(SignedReferenceCodec.textOf(codec.toBytes(ref)))
                    .isEqualTo(codec.toText(ref));
            assertThat(SignedReferenceCodec.bytesOf(codec.toText(ref)))
                    .isEqualTo(codec.toBytes(ref));
            assertThat(SignedReferenceCodec.textOf(ref.toBytes())).isEqualTo(ref.toText());
        }
        assertThatThrownBy(() -> SignedReferenceCodec.bytesOf("cas:9:nonsense"))
                .isInstanceOf(InvalidReferenceException.class);
    }

    @Test
    void letsEveryKindOutAndInAgainAsTheSameCanonicalReference() throws Exception {
        for (ObjectRef ref : References.examples().values()) {
            assertThat(codec.fromText(codec.toText(ref))).isEqualTo(ref);
            assertThat(codec.fromBytes(codec.toBytes(ref))).isEqualTo(ref);
            assertThat(codec.fromBytes(codec.toBytes(ref)).toBytes()).isEqualTo(ref.toBytes());
            if (ref instanceof StoredRef) {
                assertThat(codec.toText(ref)).hasSizeLessThanOrEqualTo(256).contains(":sig:01:");
                assertThat(codec.toBytes(ref)).hasSize(ref.toBytes().length + 17);
            }
        }
    }

    @Test
    void refusesAnUnsignedReferenceWhereOneIsRequired() {
        DerivedRef derived = new DerivedRef(REF, new byte[] {1});
        for (ObjectRef ref : List.of(REF, derived)) {
            assertRefused("is not signed", () -> codec.fromText(ref.toText()));
            assertRefused("is not signed", () -> codec.fromBytes(ref.toBytes()));
        }
    }

    @Test
    void needsNoSignatureOfInlineAndExternalOnesAndTakesNone() throws Exception {
        ObjectRef inline = new InlineRef(new byte[] {1, 2, 3});
        ObjectRef external =
                new ExternalRef("s3://b/k", 0, java.util.OptionalLong.empty(), Optional.empty());
        for (ObjectRef ref : List.of(inline, external, new DerivedRef(inline, new byte[] {1}))) {
            assertThat(codec.fromText(ref.toText())).isEqualTo(ref);
            assertThat(codec.toBytes(ref)).isEqualTo(ref.toBytes());
            String suffix = codec.toText(REF).substring(REF.toText().length());
            assertThatThrownBy(() -> codec.fromText(ref.toText() + suffix))
                    .isInstanceOf(InvalidReferenceException.class);
        }
    }

    @Test
    void refusesEveryChangedBitOfASignedReference() throws Exception {
        StoredRef large =
                new StoredRef(
                        7, ContentId.hash("large"), 1L << 33, Optional.of(ContentId.hash("tree")));
        for (ObjectRef ref : List.of(REF, large, new DerivedRef(large, new byte[] {9}))) {
            byte[] signed = codec.toBytes(ref);
            for (int bit = 0; bit < 8 * signed.length; bit++) {
                byte[] changed = signed.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    ObjectRef in = codec.fromBytes(changed);
                    // Only a program, which says what to make of the same object, is not signed.
                    assertThat(in).isInstanceOf(DerivedRef.class).isNotEqualTo(ref);
                    assertThat(((DerivedRef) in).source()).isEqualTo(large);
                } catch (RefusedException | InvalidReferenceException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
            assertThat(codec.fromBytes(signed)).isEqualTo(ref);
        }
    }

    @Test
    void takesTheSignatureOfOneReferenceForNoOther() throws Exception {
        String suffix = codec.toText(REF).substring(REF.toText().length());
        for (StoredRef other :
                List.of(
                        new StoredRef(0x1a2b3c4e, REF.id(), 4096, Optional.empty()),
                        new StoredRef(0x1a2b3c4d, ContentId.hash("x"), 4096, Optional.empty()),
                        new StoredRef(0x1a2b3c4d, REF.id(), 4097, Optional.empty()))) {
            assertRefused("never given out", () -> codec.fromText(other.toText() + suffix));
        }
    }

    @Test
    void changesKeysWithoutLosingWhatWasSigned() throws Exception {
        String old = codec.toText(REF);
        SignedReferenceCodec rotated =
                required(KeyFiles.write(folder.resolve("2"), KeyFiles.TWO, "# old", KeyFiles.ONE));
        assertThat(rotated.fromText(old)).isEqualTo(REF);
        assertThat(rotated.toText(REF)).contains(":sig:02:");
        SignedReferenceCodec ended = required(KeyFiles.write(folder.resolve("3"), KeyFiles.TWO));
        assertThat(ended.fromText(rotated.toText(REF))).isEqualTo(REF);
        assertRefused("known are [02]", () -> ended.fromText(old));
        SignedReferenceCodec other =
                required(KeyFiles.write(folder.resolve("4"), "01 " + "33".repeat(32)));
        assertRefused("key 01", () -> other.fromText(old));
    }

    @Test
    void verifiesASignatureAlsoWhereNoneIsRequired() throws Exception {
        SignedReferenceCodec lenient =
                SignedReferenceCodec.of(new Signatures(keys.toString(), false));
        assertThat(lenient.fromText(REF.toText())).isEqualTo(REF);
        assertThat(lenient.fromText(codec.toText(REF))).isEqualTo(REF);
        assertRefused(
                "never given out",
                () -> lenient.fromText(REF.toText() + ":sig:01:" + "0".repeat(32)));
        assertThat(SignedReferenceCodec.OPEN.fromText(codec.toText(REF))).isEqualTo(REF);
        assertThat(SignedReferenceCodec.OPEN.toText(REF)).isEqualTo(REF.toText());
    }

    @Test
    void keepsSignaturesOutOfCanonicalReferences() {
        assertThatThrownBy(() -> ObjectRef.fromText(codec.toText(REF)))
                .isInstanceOf(InvalidReferenceException.class);
        assertThatThrownBy(() -> ObjectRef.fromBytes(codec.toBytes(REF)))
                .isInstanceOf(InvalidReferenceException.class);
    }

    @Test
    void refusesTextsAndBytesThatAreNearlySigned() {
        String signed = codec.toText(REF);
        for (String text :
                List.of(
                        signed + " ",
                        signed.substring(0, signed.length() - 1),
                        signed.replace(":sig:01", ":sig:1"),
                        signed.replace(":sig:", ":SIG:"),
                        signed.substring(0, signed.length() - 1) + "G",
                        signed + signed.substring(REF.toText().length()),
                        ":sig:01:" + "0".repeat(32),
                        "")) {
            assertThatThrownBy(() -> codec.fromText(text))
                    .as(text)
                    .isInstanceOf(InvalidReferenceException.class);
        }
        byte[] bytes = codec.toBytes(REF);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.fromBytes(cut))
                    .isInstanceOf(InvalidReferenceException.class);
        }
        assertThatThrownBy(() -> codec.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(InvalidReferenceException.class);
        byte[] oversize = new byte[ObjectRef.MAX_ENCODED_BYTES + 18];
        oversize[0] = 1;
        oversize[1] = 0x21;
        assertThatThrownBy(() -> codec.fromBytes(oversize))
                .isInstanceOf(InvalidReferenceException.class);
    }

    @Test
    void refusesAFileOfKeysThatOthersMayUse() throws Exception {
        for (String mode : List.of("rw----r--", "rw-rw----", "rw-----w-", "rw------x")) {
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString(mode));
            assertRefused("chmod 600", () -> required(keys));
        }
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("r--r-----"));
        assertThat(required(keys).fromText(codec.toText(REF))).isEqualTo(REF);
    }

    @Test
    void saysWhichLineOfTheKeysIsNoneAndQuotesNothing() throws Exception {
        String secret = "11".repeat(32);
        for (String lines :
                List.of(
                        "",
                        "# nothing",
                        "01" + secret,
                        "01 " + secret + "1",
                        "1 " + secret,
                        "01 " + secret.replace('1', 'A'),
                        KeyFiles.ONE + "\n" + KeyFiles.ONE,
                        KeyFiles.ONE.repeat(2000))) {
            Path file = KeyFiles.write(folder.resolve("bad"), lines);
            assertThatThrownBy(() -> required(file))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining(secret.substring(0, 8));
        }
        assertRefused("NoSuchFile", () -> required(folder.resolve("none")));
    }

    @Test
    void printsNoSecret() {
        String secret = "1111";
        assertThat(codec.toString())
                .isEqualTo("SignedReferenceCodec[ReferenceSigner[01], signatures required]")
                .doesNotContain(secret);
    }

    private static SignedReferenceCodec required(Path file) throws RefusedException {
        return SignedReferenceCodec.of(Signatures.required(file.toString()));
    }

    private static void assertRefused(
            String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("1111");
    }
}
