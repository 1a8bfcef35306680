// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an object to a file, which appears only when it is whole and verified. */
@Command(
        name = "get",
        description =
                "Writes an object to a file, which appears only when it is complete and verified.",
        footer = {"", "Example:", "  bin/store get cas:1:... -o cat.jpg"})
final class GetCommand extends StoreCommand {
    @Parameters(paramLabel = "REF", description = "a reference: cas:1:..., inl:1:..., ext:1:...")
    private String reference;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "the file to write")
    private String name;

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        ObjectRef ref = call.reference(reference);
        Path file = Path.of(name).toAbsolutePath();
        Path directory = file.getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
            throw new MisuseException("Cannot write " + name + ": it is, or needs, a directory");
        }
        Progress progress = new Progress(call.err(), "got");
        try (InputStream in = progress.counting(call.stream(ref))) {
            Path part = Files.createTempFile(directory, ".store-", ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        if (call.json()) {
            call.out().println(new JsonLine().with("file", name).with("bytes", progress.bytes()));
        }
        return StoreTool.WELL;
    }
}
