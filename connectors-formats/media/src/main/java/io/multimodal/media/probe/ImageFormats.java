// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import io.multimodal.annotation.Public;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.BuiltInFormat;
import io.multimodal.media.internal.image.format.DetectedFormat;
import io.multimodal.media.internal.image.format.ExtensionFormat;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.store.spi.Extensions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The image formats that are read: the built-in ones, then those of third parties. Two instances
 * are equal if their formats are of the same classes. Immutable; thread-safe.
 *
 * <p>Find them where a job opens something, in the task's own thread, and keep them: the threads
 * that read and decode have other class loaders. An instance holds the formats, and with them a
 * job's class loader, so it must not be kept after the job ends.
 */
@Public
public final class ImageFormats {
    /** The built-in formats alone. */
    public static final ImageFormats BUILT_IN = new ImageFormats(List.of());

    private final List<ExtensionFormat> extensions;

    private ImageFormats(List<ImageFormat> extensions) {
        this.extensions = extensions.stream().map(ExtensionFormat::new).toList();
    }

    /** The built-in formats and those that {@link Extensions} finds for this thread. */
    public static ImageFormats find() {
        return of(Extensions.of(ImageFormat.class));
    }

    /** The built-in formats and these, in their order. */
    public static ImageFormats of(List<ImageFormat> extensions) {
        return extensions.isEmpty() ? BUILT_IN : new ImageFormats(extensions);
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
        return extensions.stream().<Class<?>>map(each -> each.format().getClass()).toList();
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
