// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.media.content.ArrayHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several writers publish different content at one path, at the same time. */
final class WritersOfOnePath {
    private static final int WRITERS = 8;
    private static final int PATHS = 5;

    /** What is at a path. */
    @FunctionalInterface
    interface Read {
        String at(String path) throws Exception;
    }

    private WritersOfOnePath() {}

    /** One of them is told that its file is there, and it is; all others are told the contrary. */
    static void race(Target target, Read read) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int i = 0; i < PATHS; i++) {
                String path = "folder/%d.txt".formatted(i);
                CyclicBarrier start = new CyclicBarrier(WRITERS);
                List<Future<Published>> published = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    String list = "list-%d-%d".formatted(i, writer);
                    FileEntry file = staged(target, list, path, text(writer));
                    published.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        return target.publish(list, file, false);
                                    }));
                }
                List<String> winners = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    if (published.get(writer).get() != Published.TAKEN) {
                        winners.add(text(writer));
                    }
                }
                assertThat(winners).as(path).containsExactly(read.at(path));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String text(int writer) {
        return "written by " + writer;
    }

    private static FileEntry staged(Target target, String list, String path, String text)
            throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StagedFile staged =
                target.stage(
                        list,
                        0,
                        new FileContent(
                                "text/plain",
                                "txt",
                                new ArrayHandle(bytes),
                                Optional.empty(),
                                Optional.empty()));
        return new FileEntry(path, staged.where(), bytes.length, staged.id(), "text/plain", "");
    }
}
