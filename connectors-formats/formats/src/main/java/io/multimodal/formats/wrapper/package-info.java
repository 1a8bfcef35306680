// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The format {@code multimodal}, which lets any format of Flink's write and read media by
 * reference. Start at {@link io.multimodal.formats.wrapper.MultimodalFormatFactory} for rows and at
 * {@link io.multimodal.formats.wrapper.MultimodalFileFormatFactory} for files.
 */
@Internal
package io.multimodal.formats.wrapper;

import io.multimodal.annotation.Internal;
