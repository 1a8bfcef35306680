// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import io.multimodal.connectors.media.sink.path.PathTemplate;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * Where and how files are written.
 *
 * @param root a local folder, or the URI of a bucket
 * @param template where the file of each row goes
 * @param overwrite what follows where another file is there
 * @param stagingRetention how long files stay staged that were never published
 */
public record SinkSpec(
        MultimodalConfig config,
        String root,
        PathTemplate template,
        FileEncoding encoding,
        OverwriteRule overwrite,
        Duration stagingRetention)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
