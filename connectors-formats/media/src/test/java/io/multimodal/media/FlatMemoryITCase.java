// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Native memory stays flat: {@code -Dmultimodal.decodes=1000000} shows it of leaks of 100 bytes a
 * decode, the usual number of leaks of an image.
 */
@EnabledOnOs(OS.LINUX)
class FlatMemoryITCase {
    private static final long DECODES = Long.getLong("multimodal.decodes", 6_000);
    private static final long NOISE_KIB = 24 << 10;
    private static final Pattern LINE = Pattern.compile("after (\\d+) decodes (\\d+) KiB");

    @Test
    void staysFlatOverManyDecodes() throws IOException, InterruptedException {
        String said =
                ChildJvm.run(
                        ManyDecodes.class,
                        List.of(
                                // A heap that is resident from the start.
                                "-Xms256m",
                                "-Xmx256m",
                                "-XX:+AlwaysPreTouch",
                                // Its second compiler takes 40 MiB whenever it likes.
                                "-XX:TieredStopAtLevel=1"),
                        String.valueOf(DECODES));

        List<Long> residentKib = new ArrayList<>();
        for (Matcher line = LINE.matcher(said); line.find(); ) {
            residentKib.add(Long.parseLong(line.group(2)));
        }
        // The first half warms up: code is compiled, caches fill.
        int half = residentKib.size() / 2;
        assertThat(mean(residentKib.subList(half + half / 2, residentKib.size())))
                .as("resident memory in the last quarter against the one before it")
                .isLessThan(mean(residentKib.subList(half, half + half / 2)) + NOISE_KIB);
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(v -> v).average().orElseThrow();
    }
}
