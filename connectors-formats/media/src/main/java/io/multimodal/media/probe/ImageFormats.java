// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.annotation.Public;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.BuiltInFormat;
import io.multimodal.media.internal.image.format.DetectedFormat;
import io.multimodal.media.internal.image.format.ExtensionFormat;
import io.multimodal.media.internal.image.format.ExtensionPages;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PageFormat;
import io.multimodal.store.spi.Extensions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The image formats that are read: the built-in ones, then those of third parties; and the formats
 * of documents whose pages are images. Two instances are equal if their formats are of the same
 * classes. Immutable; thread-safe.
 *
 * <p>Find them where a job opens something, in the task's own thread, and keep them: the threads
 * that read and decode have other class loaders. An instance holds the formats, and with them a
 * job's class loader, so it must not be kept after the job ends.
 */
@Public
public final class ImageFormats {
    /** The built-in formats alone. */
    public static final ImageFormats BUILT_IN = new ImageFormats(List.of(), List.of());

    private final List<ExtensionFormat> extensions;
    private final List<ExtensionPages> documents;

    private ImageFormats(List<ImageFormat> extensions, List<PageFormat> documents) {
        this.extensions = extensions.stream().map(ExtensionFormat::new).toList();
        this.documents = documents.stream().map(ExtensionPages::new).toList();
    }

    /** The built-in formats and those that {@link Extensions} finds for this thread. */
    public static ImageFormats find() {
        return of(Extensions.of(ImageFormat.class), Extensions.of(PageFormat.class));
    }

    /** The built-in formats and these, in their order, and no documents. */
    public static ImageFormats of(List<ImageFormat> extensions) {
        return of(extensions, List.of());
    }

    /** The built-in formats and these, in their order. */
    public static ImageFormats of(List<ImageFormat> extensions, List<PageFormat> documents) {
        return extensions.isEmpty() && documents.isEmpty()
                ? BUILT_IN
                : new ImageFormats(extensions, documents);
    }

    /**
     * The format of a document; empty if none of them reads it.
     *
     * @param file all of it; not to be changed
     */
    public Optional<PageFormat> document(byte[] file) {
        return documents.stream()
                .filter(each -> each.matches(file))
                .findFirst()
                .map(ExtensionPages::format);
    }

    /** The content types of the documents whose pages are images. */
    public List<String> documentTypes() {
        return documents.stream().map(each -> each.format().contentType()).toList();
    }

    /** The content types of all formats, the built-in ones first. */
    public List<String> contentTypes() {
        return Stream.concat(Arrays.stream(BuiltInFormat.values()), extensions.stream())
                .map(DetectedFormat::contentType)
                .toList();
    }

    /** The file name suffixes of third parties' formats, without a dot; sorted. */
    public Set<String> extensionSuffixes() {
        return extensions.stream()
                .flatMap(extension -> extension.format().fileSuffixes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The format that the first bytes show, or null where they show none of these. */
    DetectedFormat detect(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        BuiltInFormat builtIn = BuiltInFormat.detect(bytes);
        if (builtIn != null || extensions.isEmpty()) {
            return builtIn;
        }
        for (ExtensionFormat extension : extensions) {
            if (extension.matches(bytes.head())) {
                return extension;
            }
        }
        return null;
    }

    private List<Class<?>> classes() {
        return Stream.<Class<?>>concat(
                        extensions.stream().map(each -> each.format().getClass()),
                        documents.stream().map(each -> each.format().getClass()))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageFormats formats && formats.classes().equals(classes());
    }

    @Override
    public int hashCode() {
        return classes().hashCode();
    }

    @Override
    public String toString() {
        return contentTypes().toString();
    }
}
