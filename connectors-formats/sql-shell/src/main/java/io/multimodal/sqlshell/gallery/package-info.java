// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The pages of {@code bin/browse --query}: rows of a query, their media as thumbnails and players,
 * served to one browser on this machine. Start at {@link io.multimodal.sqlshell.gallery.Gallery}.
 * No parameter or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.sqlshell.gallery;

import io.multimodal.annotation.Internal;
