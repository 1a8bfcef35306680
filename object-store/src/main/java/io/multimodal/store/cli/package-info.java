// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The command line of a store, {@code bin/store}. Start at {@link
 * io.multimodal.store.cli.StoreTool}.
 *
 * <pre>
 * bin/store --store /data/media put cat.jpg
 * </pre>
 */
@Internal
package io.multimodal.store.cli;

import io.multimodal.annotation.Internal;
