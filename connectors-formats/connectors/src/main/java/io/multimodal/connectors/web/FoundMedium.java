// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.store.web.WebVersion;
import org.apache.flink.table.data.RowData;

/**
 * What a URL gave.
 *
 * @param medium in Flink's internal form; null where it cannot be used
 * @param uri where it was found; null if unknown
 * @param contentType as the server said; null if unknown
 * @param sizeBytes null if unknown
 * @param error why there is no medium; null if there is one
 */
record FoundMedium(
        RowData medium,
        String uri,
        WebVersion version,
        String contentType,
        Long sizeBytes,
        String error) {
    static FoundMedium none(String error) {
        return new FoundMedium(null, null, WebVersion.UNKNOWN, null, null, error);
    }
}
