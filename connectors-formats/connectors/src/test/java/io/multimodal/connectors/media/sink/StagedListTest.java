// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.store.ref.ContentId;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies in checkpoints. */
class StagedListTest {
    private static final String STATE = "000466696c650001690000000201ff";
    private static final String LIST =
            "01000000010001700000000230310000000000000003dbfcfd0d87220f629339bd3adcf452d083fde3246625fb3a93e314f833e20d370009696d6167652f706e6700057265663a31";

    @Test
    void hasTheBytesOfVersionOne() throws Exception {
        StagedListSerializer serializer = new StagedListSerializer();
        StagedList list = new StagedList("file", "i", new byte[] {1, -1});

        assertThat(HexFormat.of().formatHex(serializer.serialize(list))).isEqualTo(STATE);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(STATE)))
                .usingRecursiveComparison()
                .isEqualTo(list);
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .hasMessageContaining("version 2");
    }

    @Test
    void namesItsFilesInTheBytesOfVersionOne() throws Exception {
        FileEntry file =
                new FileEntry(
                        "p",
                        new byte[] {'0', '1'},
                        3,
                        ContentId.hash("abc1"),
                        "image/png",
                        "ref:1");
        byte[] bytes = ListCodec.encode(List.of(file));

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(LIST);
        assertThat(ListCodec.decode(HexFormat.of().parseHex(LIST)))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(file);
        bytes[0] = 2;
        assertThatThrownBy(() -> ListCodec.decode(bytes)).hasMessageContaining("version 2");
    }
}
