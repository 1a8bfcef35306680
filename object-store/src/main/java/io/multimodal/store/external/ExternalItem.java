// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import java.time.Instant;
import java.util.Optional;

/**
 * An object in the listing of a place outside the stores.
 *
 * @param key the decoded path of its URI without the slash at the beginning
 * @param sizeBytes its size
 * @param etag changes with the content, in quotes; empty where the listing does not say it
 * @param modified when it was written, by the service's clock; empty where the listing does not say
 *     it
 */
@Public
public record ExternalItem(
        String key, long sizeBytes, Optional<String> etag, Optional<Instant> modified) {}
