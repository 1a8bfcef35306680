// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Internal;
import io.multimodal.store.error.RefusedException;
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
