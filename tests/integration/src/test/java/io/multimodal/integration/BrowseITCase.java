// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.browse.Browse;
import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.command.Example;
import io.multimodal.examples.media.SampleMedia;
import io.multimodal.types.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole script {@code examples/browse.sql}, as {@code bin/browse} runs it. */
@Timeout(180)
class BrowseITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    @TempDir private static Path temp;
    private static Path folder;
    private static List<Browse.Answer> answers;

    @BeforeAll
    static void browse() throws Exception {
        folder = temp.resolve("meine Medien & mehr");
        SampleMedia.makeIn(folder);
        Files.createSymbolicLink(folder.resolve("pictures/loop"), folder);
        answers =
                Browse.run(
                        Arguments.parse(
                                Example.BROWSE,
                                HOME,
                                "--output",
                                temp.resolve("out").toString(),
                                folder.toString()),
                        answer -> {});
    }
}
