// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import io.multimodal.annotation.Internal;
import io.multimodal.store.external.ExternalPrefix;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.external.ExternalSource;
import java.util.Set;

/** Reads {@code http://host/...} and {@code https://host/...}. */
@Internal
public final class HttpExternalProvider implements ExternalProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public int defaultPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    @Override
    public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed) {
        return new HttpSource(allowed);
    }
}
