// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.DeadLetter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Names for people: a file by its place below the folder, a reference by the file that it came
 * from.
 */
final class Names {
    private static final String FILE_SCHEME = "file:";

    private final Path folder;
    private final Map<String, String> uriOfReference = new HashMap<>();

    Names(Path folder) {
        this.folder = folder;
    }

    /** The same, knowing which file each reference came from. */
    Names(Path folder, Collection<ReadImage> images) {
        this(folder);
        for (ReadImage image : images) {
            if (image.image() != null) {
                uriOfReference.put(textOf(image), image.uri());
            }
        }
    }

    private static String textOf(ReadImage image) {
        try {
            return image.image().reference().toText();
        } catch (InvalidReferenceException e) {
            throw new IllegalStateException("The job gave '" + image.uri() + "' no reference", e);
        }
    }

    String of(String uri) {
        Path file = Path.of(URI.create(uri));
        return file.startsWith(folder) && !file.equals(folder)
                ? folder.relativize(file).toString()
                : file.getFileName().toString();
    }

    /**
     * The file that a dead letter is about; its reference where that is a part of no file known.
     */
    String of(DeadLetter letter) {
        String object = uriOfReference.getOrDefault(sourceOf(letter.object()), letter.object());
        return object.startsWith(FILE_SCHEME) ? of(object) : object;
    }

    /** What a derived reference is made from; any other text as it is. */
    private static String sourceOf(String object) {
        try {
            ObjectRef ref = ObjectRef.fromText(object);
            return ref instanceof DerivedRef derived ? derived.source().toText() : object;
        } catch (InvalidReferenceException e) {
            return object;
        }
    }
}
