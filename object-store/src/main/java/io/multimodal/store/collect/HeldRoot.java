// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.annotation.Public;
import java.time.Instant;
import java.util.Optional;

/**
 * A root that is not released.
 *
 * @param owner who made it, for people; empty if its document cannot be read
 * @param madeAt by the store's clock; empty if it does not say
 */
@Public
public record HeldRoot(JobRoot root, String owner, Optional<Instant> madeAt) {
    /** From when on a sweep releases it, by the store's clock; empty if none ever does. */
    public Optional<Instant> endsAt() {
        return madeAt.flatMap(at -> root.life().map(at::plus));
    }
}
