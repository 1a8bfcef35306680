// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.testkit.ContainerFormatContract;
import io.multimodal.types.MultimodalTypes;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

class WebDatasetContractTest extends ContainerFormatContract {
    @Override
    protected ContainerFormatFactory factory() {
        return new WebDatasetFormatFactory();
    }

    @Override
    protected DataType columns() {
        return DataTypes.ROW(
                DataTypes.FIELD("__key__", DataTypes.STRING()),
                DataTypes.FIELD("doc.bin", MultimodalTypes.file()),
                DataTypes.FIELD("txt", DataTypes.STRING()),
                DataTypes.FIELD("cls", DataTypes.INT()));
    }

    @Override
    protected List<Object[]> rows() {
        return List.of(
                new Object[] {"train/0001", "one".repeat(700).getBytes(UTF_8), "a caption", 1},
                new Object[] {"train/0002", new byte[] {0, 1, 2, -1}, "ein Wort, zwei Wörter", -2},
                new Object[] {"test/0001", "three".getBytes(UTF_8), "three", 3});
    }
}
