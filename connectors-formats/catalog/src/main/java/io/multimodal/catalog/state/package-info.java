// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What a catalog holds, and how several processes change it. Start at {@link
 * io.multimodal.catalog.state.SharedState}.
 */
@Internal
package io.multimodal.catalog.state;

import io.multimodal.annotation.Internal;
