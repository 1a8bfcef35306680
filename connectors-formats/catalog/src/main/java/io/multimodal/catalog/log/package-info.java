// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Where a catalog is kept: numbered documents in a folder or a bucket. Start at {@link
 * io.multimodal.catalog.log.VersionLog}.
 */
@Internal
package io.multimodal.catalog.log;

import io.multimodal.annotation.Internal;
