// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.testkit.ContainerFormatContract;
import io.multimodal.types.MultimodalTypes;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

class TfRecordContractTest extends ContainerFormatContract {
    @Override
    protected ContainerFormatFactory factory() {
        return new TfRecordFormatFactory();
    }

    @Override
    protected DataType columns() {
        return DataTypes.ROW(
                DataTypes.FIELD("file", MultimodalTypes.file()),
                DataTypes.FIELD("text", DataTypes.STRING()),
                DataTypes.FIELD("label", DataTypes.BIGINT()),
                DataTypes.FIELD("score", DataTypes.FLOAT()),
                DataTypes.FIELD("small", DataTypes.TINYINT()),
                DataTypes.FIELD("is", DataTypes.BOOLEAN()));
    }

    @Override
    protected List<Object[]> rows() {
        return List.of(
                new Object[] {
                    "one".repeat(700).getBytes(UTF_8), "a", Long.MIN_VALUE, 0.5f, (byte) 1, true
                },
                new Object[] {new byte[] {0, -1}, "zwei Wörter", 300L, -1.25f, (byte) -128, false},
                new Object[] {"three".getBytes(UTF_8), "", 0L, 0f, (byte) 0, true});
    }
}
