// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.connectors.media.MapBucket;
import io.multimodal.media.MediaRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketTargetTest {
    @Test
    void letsOneOfManyWritersOfAKeyWin(@TempDir Path store) throws Exception {
        MapBucket.clear();
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store.toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(options);
        try (MediaRuntime media = MediaRuntime.acquire(config);
                Target target = Targets.open("map://bucket/out/", config, media)) {
            WritersOfOnePath.race(
                    target,
                    path ->
                            new String(
                                    MapBucket.OBJECTS.get("out/" + path), StandardCharsets.UTF_8));
        }
    }
}
