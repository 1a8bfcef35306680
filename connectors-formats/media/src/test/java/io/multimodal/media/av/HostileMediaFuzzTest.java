// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Broken audio and video: each file ends in a value or an error code; none crashes the process,
 * hangs or keeps memory. {@code -Dmultimodal.fuzz.mutants=10000 -Dmultimodal.fuzz.cuts=100
 * -Dmultimodal.fuzz.rounds=100} does more of it.
 */
class HostileMediaFuzzTest {
    private static final Pattern MOST = Pattern.compile("memory was (\\d+) KiB at most");
    private static final Pattern GROWN = Pattern.compile("memory grew by (-?\\d+) KiB");

    @Test
    void survivesBrokenFiles() throws IOException, InterruptedException {
        String said =
                ChildJvm.run(
                        HostileMedia.class,
                        List.of("-Xmx512m", "-Dmultimodal.fuzz.seed=" + number("seed", 42)),
                        number("cuts", 5),
                        number("mutants", 10),
                        number("rounds", 3));
        // A transport stream that was cut between two packets is one that was switched off, and a
        // stream of bare frames that was cut between two frames is a shorter one.
        assertThat(said)
                .contains("survived")
                .doesNotContainPattern("cut (?!ts ).*played")
                .doesNotContainPattern("cut .*CORRUPT")
                .doesNotContainPattern("part .*[A-Z]{3}");
        Matcher grown = GROWN.matcher(said);
        assertThat(grown.find()).isTrue();
        assertThat(Long.parseLong(grown.group(1))).isLessThan(64 << 10);
        // A heap of 512 MiB, the libraries, and what is decoded.
        Matcher most = MOST.matcher(said);
        assertThat(most.find()).isTrue();
        assertThat(Long.parseLong(most.group(1))).isLessThan(1280 << 10);
    }

    private static String number(String name, int usual) {
        return String.valueOf(Integer.getInteger("multimodal.fuzz." + name, usual));
    }
}
