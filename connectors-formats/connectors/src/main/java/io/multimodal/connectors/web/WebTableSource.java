// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.lookup.AsyncLookupFunctionProvider;
import org.apache.flink.table.types.DataType;

/** A table that is joined by its URL and cannot be scanned. */
final class WebTableSource implements LookupTableSource, SupportsReadingMetadata {
    private final WebScan scan;
    private final int url;
    private final DataType physical;
    private List<WebMetadata> metadata = List.of();

    WebTableSource(WebScan scan, int url, DataType physical) {
        this.scan = scan;
        this.url = url;
        this.physical = physical;
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        int[][] keys = context.getKeys();
        if (keys.length != 1 || keys[0].length != 1 || keys[0][0] != url) {
            throw new ValidationException(
                    "A 'web' table is joined by its URL alone: ON w.%s = l.url; put other conditions into WHERE"
                            .formatted(DataType.getFieldNames(physical).get(url)));
        }
        return AsyncLookupFunctionProvider.of(new WebLookup(scan, url, metadata));
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return WebMetadata.all();
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType produced) {
        metadata = keys.stream().map(WebMetadata::ofKey).toList();
    }

    @Override
    public DynamicTableSource copy() {
        WebTableSource copy = new WebTableSource(scan, url, physical);
        copy.metadata = metadata;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "web";
    }
}
