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
import java.util.Set;

/** Writes an object to a file, which appears only when it is whole and verified. */
final class GetCommand implements Command {
    @Override
    public Set<String> options() {
        return Set.of("o");
    }

    @Override
    public int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        ObjectRef ref = call.reference();
        String name = call.arguments().options().get("o");
        if (name == null) {
            throw new MisuseException("Say where to: get REF -o FILE");
        }
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
            call.out().println(new Json().with("file", name).with("bytes", progress.bytes()));
        }
        return StoreTool.WELL;
    }
}
