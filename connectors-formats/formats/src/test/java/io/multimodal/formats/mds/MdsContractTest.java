// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.testkit.ContainerFormatContract;
import io.multimodal.types.MultimodalTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

class MdsContractTest extends ContainerFormatContract {
    @Override
    protected ContainerFormatFactory factory() {
        return new MdsFormatFactory();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("encodings", "count:uint16,word:json");
    }

    @Override
    protected DataType columns() {
        return DataTypes.ROW(
                DataTypes.FIELD("word", DataTypes.STRING()),
                DataTypes.FIELD("file", MultimodalTypes.file()),
                DataTypes.FIELD("label", DataTypes.BIGINT()),
                DataTypes.FIELD("count", DataTypes.INT()),
                DataTypes.FIELD("score", DataTypes.DOUBLE()),
                DataTypes.FIELD("price", DataTypes.DECIMAL(10, 2)),
                DataTypes.FIELD("is", DataTypes.BOOLEAN()));
    }

    @Override
    protected List<Object[]> rows() {
        return List.of(
                row("one".repeat(700), "a", Long.MIN_VALUE, 65535, 0.1, "1.50", true),
                row("", "zwei Wörter", 300L, 0, -1e300, "-0.01", false),
                row("three", "", 0L, 7, 0, "99999999.99", true));
    }

    private static Object[] row(
            String file,
            String word,
            long label,
            int count,
            double score,
            String price,
            boolean is) {
        return new Object[] {
            word, file.getBytes(UTF_8), label, count, score, new BigDecimal(price), is
        };
    }
}
