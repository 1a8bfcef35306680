// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.signing.SignedReferenceCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts files, many in flight, and prints their references in the order of the files. */
@Command(
        name = "put",
        description =
                "Puts files, or standard input, into the store and prints a reference for each.",
        footer = {
            "",
            "Example:",
            "  bin/store put cat.jpg dog.jpg",
            "  curl https://host/cat.jpg | bin/store put -"
        })
final class PutCommand extends StoreCommand {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "files to put; - reads standard input")
    private List<String> files;

    private static final int IN_FLIGHT = 256;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        for (String file : files) {
            if (!file.equals("-")) {
                expectFile(file);
            }
        }
        SignedReferenceCodec codec = call.referenceCodec();
        Progress progress = new Progress(call.err(), "put");
        Deque<PutFile> puts = new ArrayDeque<>();
        try (ObjectStore store = call.openOrMake()) {
            for (String file : files) {
                puts.add(new PutFile(file, store.put(payload(file, call, progress))));
                if (puts.size() == IN_FLIGHT) {
                    print(call, codec, puts.remove(), progress);
                }
            }
            while (!puts.isEmpty()) {
                print(call, codec, puts.remove(), progress);
            }
        }
        return StoreTool.WELL;
    }

    private static void expectFile(String file) throws MisuseException, NoSuchFileException {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new MisuseException(
                    "'%s' is a directory, and put takes files; for all in it: find '%s' -type f -exec bin/store put {} +"
                            .formatted(file, file));
        }
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(file);
        }
    }

    private static void print(
            Invocation call, SignedReferenceCodec codec, PutFile put, Progress progress)
            throws IOException {
        String ref = codec.toText(join(put.stage()));
        progress.object();
        if (call.json()) {
            call.out().println(new JsonLine().with("file", put.file()).with("ref", ref));
        } else {
            call.out().println(ref);
        }
    }

    static ObjectRef join(CompletionStage<ObjectRef> stage) throws IOException {
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while putting");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException("Cannot put: " + e.getCause(), e);
        }
    }

    private static Payload payload(String file, Invocation call, Progress progress) {
        Payload bytes = file.equals("-") ? call::in : Payload.of(Path.of(file));
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                return progress.counting(bytes.open());
            }

            @Override
            public OptionalLong expectedBytes() {
                return bytes.expectedBytes();
            }
        };
    }

    private record PutFile(String file, CompletionStage<ObjectRef> stage) {}
}
