// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The file operations of a local store: every change goes through {@link
 * io.multimodal.store.local.disk.Disk}, so that tests can lose what was not synced.
 */
@Internal
package io.multimodal.store.local.disk;

import io.multimodal.annotation.Internal;
