// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Which files of a monitored folder were seen, kept so that neither memory nor checkpoints grow
 * with each of them: sorted segments as objects of the store, and the changes since they were
 * written.
 */
@Internal
package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.annotation.Internal;
