// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.testkit.ContainerFormatContract;
import io.multimodal.types.MultimodalTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

class WarcContractTest extends ContainerFormatContract {
    @Override
    protected ContainerFormatFactory factory() {
        return new WarcFormatFactory();
    }

    @Override
    protected DataType columns() {
        return DataTypes.ROW(
                DataTypes.FIELD("uri", DataTypes.STRING()),
                DataTypes.FIELD("content_type", DataTypes.STRING()),
                DataTypes.FIELD("date", DataTypes.STRING()),
                DataTypes.FIELD("payload", MultimodalTypes.file()));
    }

    @Override
    protected List<Object[]> rows() {
        return List.of(
                row("https://example.org/a.txt", "text/plain", "one\r\n\r\ntwo".repeat(300)),
                row("https://example.org/b%20c?d=1", "text/html", "<p>two</p>"),
                row("urn:three", "application/octet-stream", ""));
    }

    private static Object[] row(String uri, String contentType, String payload) {
        return new Object[] {uri, contentType, "2026-11-02T10:00:00Z", payload.getBytes(UTF_8)};
    }

    /** By warcio 1.8.1 (see {@code make.py}): a warcinfo record, a response, two resources. */
    @Override
    protected List<byte[]> filesOfOthers() throws IOException {
        try (InputStream in = WarcContractTest.class.getResourceAsStream("warcio.warc")) {
            return List.of(in.readAllBytes());
        }
    }
}
