// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.Video;

class VideoSerializerTest extends MediaSerializerContract<Video> {
    VideoSerializerTest() {
        super(Video.class);
    }

    @Override
    protected Video[] getTestData() {
        return Samples.videos();
    }
}
