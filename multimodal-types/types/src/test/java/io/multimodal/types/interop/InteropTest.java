// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.MediaFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.flink.types.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InteropTest {
    private static final ExternalRef PLACE =
            new ExternalRef("s3://b/k.bin", 16, OptionalLong.of(300), Optional.empty());
    private static final StoredRef STORED =
            new StoredRef(1, ContentId.hash("x"), 10, Optional.empty());

    /**
     * Version 2 by its published layout: the magic is the long 0x424C4F4244455343, little-endian.
     */
    private static final String PAIMON_V2 =
            "02"
                    + "435345444"
                    + "24f4c42"
                    + "0c000000"
                    + HexFormat.of().formatHex("s3://b/k.bin".getBytes(StandardCharsets.UTF_8))
                    + "1000000000000000"
                    + "2c01000000000000";

    private static final String PAIMON_V1 = "01" + PAIMON_V2.substring(18);

    @Test
    void readsAndWritesPaimonsDescriptor() throws MediaException {
        byte[] golden = HexFormat.of().parseHex(PAIMON_V2);
        assertThat(PaimonBlob.read(golden)).isEqualTo(PLACE);
        assertThat(PaimonBlob.write(PLACE)).isEqualTo(golden);
        assertThat(PaimonBlob.read(HexFormat.of().parseHex(PAIMON_V1))).isEqualTo(PLACE);
        ExternalRef open = new ExternalRef("file:///a", 0, OptionalLong.empty(), Optional.empty());
        assertThat(PaimonBlob.read(PaimonBlob.write(open))).isEqualTo(open);
    }

    @Test
    void answersHostileDescriptorsWithAMediaException() {
        byte[] golden = HexFormat.of().parseHex(PAIMON_V2);
        for (int length = 0; length < golden.length; length++) {
            byte[] cut = Arrays.copyOf(golden, length);
            fails(() -> PaimonBlob.read(cut), ErrorCode.CORRUPT);
        }
        fails(() -> PaimonBlob.read(Arrays.copyOf(golden, golden.length + 1)), ErrorCode.CORRUPT);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] flipped = golden.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(PaimonBlob.read(flipped)).isNotNull();
            } catch (MediaException e) {
                assertThat(e.code()).isIn(ErrorCode.CORRUPT, ErrorCode.REFUSED);
            }
        }
    }

    @Test
    void readsAndWritesHudisStruct() throws MediaException {
        Row golden = Row.of("OUT_OF_LINE", null, Row.of("s3://b/k.bin", 16L, 300L, false));
        assertThat(HudiBlob.read(golden)).isEqualTo(PLACE);
        assertThat(HudiBlob.write(PLACE)).isEqualTo(golden);
        fails(() -> HudiBlob.read(Row.of("INLINE", new byte[] {1}, null)), ErrorCode.REFUSED);
        fails(() -> HudiBlob.read(Row.of("OUT_OF_LINE", null, null)), ErrorCode.CORRUPT);
        fails(
                () -> HudiBlob.read(Row.of("OUT_OF_LINE", null, Row.of("s3://b/k", 0L, 1L, true))),
                ErrorCode.REFUSED);
    }

    @Test
    void readsAndWritesTheFileStructWithItsTypeAndChecksum() throws Exception {
        Row golden = Row.of("s3://b/k.pdf", 0L, 300L, "application/pdf", "\"etag\"");
        MediaFile file = FileStruct.read(golden);
        assertThat(file.contentType()).isEqualTo("application/pdf");
        assertThat(file.size()).isEqualTo(300);
        assertThat(((ExternalRef) file.reference()).validator()).contains("\"etag\"");
        assertThat(FileStruct.write(file)).isEqualTo(golden);
        assertThat(FileStruct.read(Row.of("s3://b/k", null, null, null, null)).size()).isNull();
        fails(() -> FileStruct.read(Row.of("s3://b/k", -5L, 1L, null, null)), ErrorCode.REFUSED);
    }

    @Test
    void readsAndWritesHuggingFacesStructWhereItIsAPath() throws MediaException {
        Row golden = Row.of(null, "s3://b/k.png");
        assertThat(HuggingFaceStruct.write(HuggingFaceStruct.read(golden))).isEqualTo(golden);
        fails(() -> HuggingFaceStruct.read(Row.of(new byte[] {1}, null)), ErrorCode.REFUSED);
        fails(() -> HuggingFaceStruct.read(Row.of(null, null)), ErrorCode.CORRUPT);
        fails(() -> HuggingFaceStruct.write(PLACE), ErrorCode.REFUSED);
    }

    /** What a scan of Lance 11 gives for an external slice, and what its writer takes for one. */
    @Test
    void readsLancesDescriptorAndWritesWhatItsWriterTakes() throws MediaException {
        assertThat(LanceBlob.read(Row.of((short) 3, 16L, 300L, 0L, "s3://b/k.bin")))
                .isEqualTo(PLACE);
        assertThat(LanceBlob.write(PLACE)).isEqualTo(Row.of(null, "s3://b/k.bin", 16L, 300L));
        ExternalRef whole = LanceBlob.read(Row.of((short) 3, 0L, 0L, 0L, "s3://b/k.bin"));
        assertThat(whole.sizeBytes()).isEmpty();
        assertThat(LanceBlob.write(whole)).isEqualTo(Row.of(null, "s3://b/k.bin", null, null));
        for (short kind = 0; kind < 3; kind++) {
            Row inLance = Row.of(kind, 0L, 300L, 1L, "");
            fails(() -> LanceBlob.read(inLance), ErrorCode.REFUSED);
        }
        fails(
                () -> LanceBlob.read(Row.of((short) 3, 0L, 0L, 2L, "below/base.bin")),
                ErrorCode.REFUSED);
        fails(() -> LanceBlob.read(Row.of((short) 4, 0L, 0L, 0L, "s3://b/k")), ErrorCode.CORRUPT);
        fails(() -> LanceBlob.read(Row.of(null, 0L, 0L, 0L, "s3://b/k")), ErrorCode.CORRUPT);
        fails(() -> LanceBlob.read(Row.of("3")), ErrorCode.CORRUPT);
        fails(() -> LanceBlob.read(Row.of((short) 3, -1L, 1L, 0L, "s3://b/k")), ErrorCode.REFUSED);
        fails(() -> LanceBlob.read(Row.of((short) 3, 0L, 0L, 0L, "")), ErrorCode.CORRUPT);
    }

    @Test
    void readsAndWritesBigQuerysJson() throws MediaException {
        String golden =
                "{\"uri\":\"gs://b/k.jpg\",\"version\":\"1742492318137104\",\"authorizer\":\"p.us.c\",\"details\":{\"gcs_metadata\":{\"size\":300}}}";
        ExternalRef place = BigQueryObjectRef.read(golden);
        assertThat(place)
                .isEqualTo(
                        new ExternalRef(
                                "gs://b/k.jpg",
                                0,
                                OptionalLong.of(300),
                                Optional.of("1742492318137104")));
        assertThat(BigQueryObjectRef.write(place, "p.us.c")).isEqualTo(golden);
        assertThat(BigQueryObjectRef.read("{\"uri\":\"gs://b/k\"}").sizeBytes()).isEmpty();
        for (String broken : new String[] {"", "[]", "{", "{}", "null", "{\"uri\":5", "7"}) {
            fails(() -> BigQueryObjectRef.read(broken), ErrorCode.CORRUPT);
        }
        fails(
                () -> BigQueryObjectRef.read("{\"uri\":\"gs://b/k\",\"details\":{\"errors\":[1]}}"),
                ErrorCode.REFUSED);
        fails(() -> BigQueryObjectRef.write(PLACE, "p.us.c"), ErrorCode.REFUSED);
    }

    @Test
    void refusesWhatLiesInAStoreBecauseOthersCannotReadIt() {
        fails(() -> PaimonBlob.write(STORED), ErrorCode.REFUSED);
        fails(() -> HudiBlob.write(STORED), ErrorCode.REFUSED);
        fails(() -> FileStruct.write(MediaFile.of(STORED)), ErrorCode.REFUSED);
        fails(() -> HuggingFaceStruct.write(STORED), ErrorCode.REFUSED);
        fails(() -> LanceBlob.write(STORED), ErrorCode.REFUSED);
    }

    @Test
    void refusesAPlaceWithACredentialInItAndDoesNotRepeatIt() {
        assertThatThrownBy(() -> HuggingFaceStruct.read(Row.of(null, "s3://key:s3cr3t@bucket/k")))
                .isInstanceOf(MediaException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    private static void fails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
