// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.external.ExternalPrefix;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.external.ExternalSource;
import java.util.Set;

/** A source of external objects that a job brings; nothing is read from it. */
public final class JobSource implements ExternalProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("source");
    }

    @Override
    public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed) {
        throw new UnsupportedOperationException("Nothing is read from this source");
    }
}
