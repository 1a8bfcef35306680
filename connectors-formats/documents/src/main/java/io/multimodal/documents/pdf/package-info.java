// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Reads PDF files by Apache PDFBox, within limits of time and memory and without the fonts of the
 * machine. Start at {@link io.multimodal.documents.pdf.PdfFile}. No parameter or result is null.
 */
@Internal
package io.multimodal.documents.pdf;

import io.multimodal.annotation.Internal;
