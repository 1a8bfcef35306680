// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.ModelGraph;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.ref.ContentId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FileSystem;

/**
 * Weights that lie in files beside a model, as all models above 2 GiB have them. The model names
 * the files, and is not trusted: names lead to its own folder and what is in it, nowhere else. They
 * are part of the model's version: its digest covers them.
 */
final class ExternalWeights {
    private static final int CHUNK_BYTES = 1 << 20;

    private ExternalWeights() {}

    /** A folder with files, here or elsewhere. */
    interface Folder {
        /** The bytes of a file; the caller closes it. */
        InputStream open(String name) throws IOException;

        /** Where it is if it is on this machine. */
        Optional<Path> local();

        static Folder of(Path folder) {
            return new Folder() {
                @Override
                public InputStream open(String name) throws IOException {
                    return Files.newInputStream(folder.resolve(name));
                }

                @Override
                public Optional<Path> local() {
                    return Optional.of(folder);
                }
            };
        }

        static Folder of(FileSystem files, org.apache.flink.core.fs.Path folder) {
            return new Folder() {
                @Override
                public InputStream open(String name) throws IOException {
                    return files.open(new org.apache.flink.core.fs.Path(folder, name));
                }

                @Override
                public Optional<Path> local() {
                    return Optional.empty();
                }
            };
        }
    }

    /**
     * The names of the files; none where the bytes are not a model, as ONNX Runtime will say.
     *
     * @throws ModelException if one leads out of the model's folder
     */
    static Set<String> locations(String origin, byte[] model) throws ModelException {
        Set<String> locations;
        try {
            locations = ModelGraph.read(model).externalLocations();
        } catch (IllegalArgumentException e) {
            return Set.of();
        }
        for (String location : locations) {
            if (!isWithin(location)) {
                throw new ModelException(
                        "The model at '"
                                + origin
                                + "' names '"
                                + location
                                + "' for its weights, which leads out of its folder; save it with a location beside it");
            }
        }
        return locations;
    }

    private static boolean isWithin(String location) {
        boolean isName =
                !location.isBlank()
                        && location.indexOf('\\') < 0
                        && location.indexOf(':') < 0
                        && location.indexOf('\0') < 0
                        && !location.startsWith("/");
        for (String segment : location.split("/", -1)) {
            isName &= !segment.equals("..");
        }
        return isName;
    }

    /** The model with its weights, which are read once, for its digest. */
    static ModelFile of(String origin, byte[] model, Set<String> names, Optional<Folder> folder)
            throws IOException {
        Folder from =
                folder.orElseThrow(
                        () ->
                                new ModelException(
                                        "The model at '"
                                                + origin
                                                + "' has its weights in other files ("
                                                + String.join(", ", names)
                                                + "), and an object of a store has no folder where they could be; save it as one file, or set 'path' to where it lies beside them"));
        MessageDigest all = ContentId.newDigest();
        all.update(ContentId.hash(model).digest());
        ModelFile.Weights weights =
                from.local().isPresent()
                        ? new ModelFile.Weights(from.local().get(), false)
                        : new ModelFile.Weights(
                                Files.createTempDirectory("multimodal-model-"), true);
        boolean done = false;
        try {
            for (String name : names) {
                all.update(ContentId.hash(name.getBytes(StandardCharsets.UTF_8)).digest());
                all.update(digest(origin, from, name, weights));
            }
            done = true;
        } finally {
            if (!done) {
                weights.delete();
            }
        }
        return new ModelFile(origin, model, ContentId.of(all.digest()), Optional.of(weights));
    }

    private static byte[] digest(String origin, Folder from, String name, ModelFile.Weights to)
            throws IOException {
        MessageDigest digest = ContentId.newDigest();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = from.open(name);
                OutputStream out = copy(to, name)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                out.write(chunk, 0, read);
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new ModelException(
                    "The model at '"
                            + origin
                            + "' has weights in '"
                            + name
                            + "', which is not there beside it; copy it there",
                    e);
        }
        return digest.digest();
    }

    private static OutputStream copy(ModelFile.Weights to, String name) throws IOException {
        if (!to.temporary()) {
            return OutputStream.nullOutputStream();
        }
        Path file = to.folder().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.newOutputStream(file);
    }
}
