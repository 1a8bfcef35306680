// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A catalog that keeps databases, tables, views, functions and models in a folder or a bucket.
 * Start at {@link io.multimodal.catalog.MultimodalCatalog}.
 */
@Internal
package io.multimodal.catalog;

import io.multimodal.annotation.Internal;
