// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.zip;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalPrefix;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.external.ExternalSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code zip:///folder/archive.zip/member}. A prefix names an archive, or a folder in one:
 * the first segment that ends in {@code .zip} is the archive.
 */
public final class ZipProvider implements ExternalProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("zip");
    }

    @Override
    public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed)
            throws StoreException {
        List<String> segments = prefix.place().segments();
        if (prefix.place().host().isEmpty()) {
            for (int i = 0; i < segments.size(); i++) {
                if (segments.get(i).endsWith(".zip")) {
                    Path archive = Path.of("/" + String.join("/", segments.subList(0, i + 1)));
                    return new ZipSource(archive, i + 1);
                }
            }
        }
        throw new RefusedException(
                "Cannot read below %s: it names no archive; write zip:///folder/archive.zip/"
                        .formatted(prefix));
    }
}
