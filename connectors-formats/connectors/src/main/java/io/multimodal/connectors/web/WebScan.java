// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.store.web.WebLimits;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What a table reads and how.
 *
 * @param medium the type of what lies at the URLs
 */
record WebScan(MultimodalConfig config, WebLimits limits, LogicalType medium)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
