// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Whole files as media for Flink's {@code filesystem} connector: a row for each file. Start at
 * {@link io.multimodal.formats.file.WholeFileFormatFactory}.
 */
@Internal
package io.multimodal.formats.file;

import io.multimodal.annotation.Internal;
