// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.file;

import io.multimodal.annotation.Internal;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalPrefix;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.external.ExternalSource;
import java.util.Set;

/** Reads {@code file:///folder/...}. */
@Internal
public final class FileExternalProvider implements ExternalProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed)
            throws RefusedException {
        return new FileSource(FileSource.path(prefix.place()));
    }
}
