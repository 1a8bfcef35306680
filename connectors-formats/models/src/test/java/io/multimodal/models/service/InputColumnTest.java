// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.types.ImageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References that come into a service, as text and in binary form. */
class InputColumnTest {
    private static final ObjectRef IMAGE =
            new StoredRef(7, ContentId.hash("image"), 5, Optional.empty());
    private static final InputColumn COLUMN =
            InputColumn.of(new ModelColumn("img", ImageType.TYPE.logicalType()));

    @TempDir private Path folder;
    private SignedReferenceCodec codec;

    @BeforeEach
    void keys() throws Exception {
        codec = codec("keys", "01 " + "ab".repeat(32));
    }

    private SignedReferenceCodec codec(String name, String line) throws Exception {
        Path file = Files.writeString(folder.resolve(name), line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SignedReferenceCodec.of(new Signatures(file.toString(), true));
    }

    private static byte[] read(byte[] element, SignedReferenceCodec codec) throws Exception {
        JsonNode tensor = InferRequest.JSON.readTree("{\"datatype\": \"BYTES\", \"shape\": [1]}");
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES + element.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(element.length)
                        .put(element)
                        .flip();
        GenericRowData row = new GenericRowData(1);
        COLUMN.read(tensor, Optional.of(bytes), codec, List.of(row), 0);
        return row.getRow(0, ImageType.TYPE.attributes().size()).getBinary(0);
    }

    @Test
    void aSignedReferenceComesInAsTextAndInBinaryForm() throws Exception {
        assertThat(read(codec.toText(IMAGE).getBytes(UTF_8), codec)).isEqualTo(IMAGE.toBytes());
        assertThat(read(codec.toBytes(IMAGE), codec)).isEqualTo(IMAGE.toBytes());
    }

    @Test
    void oneThatIsNotSignedOrWithAnotherKeyIsRefused() throws Exception {
        SignedReferenceCodec other = codec("other", "01 " + "cd".repeat(32));
        for (byte[] element :
                List.of(
                        IMAGE.toText().getBytes(UTF_8),
                        IMAGE.toBytes(),
                        other.toText(IMAGE).getBytes(UTF_8),
                        other.toBytes(IMAGE))) {
            assertThatThrownBy(() -> read(element, codec))
                    .isInstanceOf(RefusedRequestException.class)
                    .hasMessageStartingWith("Element 1 of the input 'img' is refused: ")
                    .extracting(refused -> ((RefusedRequestException) refused).status())
                    .isEqualTo(422);
        }
    }

    @Test
    void aLengthThatExceedsTheBytesAllocatesNothing() throws Exception {
        JsonNode tensor = InferRequest.JSON.readTree("{\"datatype\": \"BYTES\", \"shape\": [1]}");
        ByteBuffer bytes =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0, Integer.MAX_VALUE);
        List<GenericRowData> rows = List.of(new GenericRowData(1));
        assertThatThrownBy(() -> COLUMN.read(tensor, Optional.of(bytes), codec, rows, 0))
                .hasMessage("The bytes of the input 'img' end before its last element");
    }
}
